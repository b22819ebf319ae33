package dev.mayfly.cli.mission;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A file with a marked value at one place, which fails its run.
 *
 * @param place where the value stands
 * @param content the file's text
 * @param code the reason's code
 * @param change what the dataset says otherwise than {@link Visits}, as a text there and its replacement
 */
record MarkedFile(String place, String content, String code, List<String> change) {
    /** Stands in no name, setting or message of ours. */
    static final String VALUE = "Q7SECRET";

    private static final String GOOD = Visits.HEADER + "1,home,mon\n";

    @Override
    public String toString() {
        return place;
    }

    byte[] bytes() {
        return content.getBytes(UTF_8);
    }

    String dataset(String name) {
        String yaml = Visits.DATASET
                .replace("dataset: visits", "dataset: " + name)
                .replace("/visits/", "/" + name + "/")
                .replace("retailrocket", name);
        return change.isEmpty() ? yaml : yaml.replace(change.get(0), change.get(1));
    }

    static Stream<MarkedFile> thirty() {
        return Stream.of(
                input("no header", "7,Q7SECRET,mon\n"),
                rejected("a bad number", "Q7SECRET,home,mon\n"),
                partition("a partition that no key holds", "Q7SECRET".repeat(140)),
                input("no header, semicolons", "7;Q7SECRET;mon\n"),
                input("no header, tabs", "7\tQ7SECRET\tmon\n"),
                input("no header, pipes", "7|Q7SECRET|mon\n"),
                input("no header, an open quote", "7,\"Q7SECRET,mon\n"),
                input("no header, a stray quote", "7,Q7SECRET\",mon\n"),
                input("no header, a NUL", "7,Q7SECRET\0,mon\n"),
                input("no header, fields in quotes", "\"7\",\"Q7SECRET, or so\",\"mon\"\n"),
                input("no header, one field", "Q7SECRET\n"),
                input("a comment first", "# exported for Q7SECRET\n" + GOOD),
                input("a title first", "Visits of Q7SECRET\n" + GOOD),
                input("a name twice", "id,page,Page,day,Q7SECRET\n1,a,b,mon,x\n"),
                input("a name that is nearly right", "id,pa ge,day,Q7SECRET\n1,home,mon,x\n"),
                input("a web page", "<html><body>Q7SECRET</body></html>\n"),
                input("JSON", "{\"page\": \"Q7SECRET\"}\n"),
                input("SQL", "INSERT INTO visits VALUES (7, 'Q7SECRET', 'mon');\n"),
                input("a second header in another order", GOOD + "page,id,day\nQ7SECRET,2,mon\n"),
                rejected("a number too large", "917391739173917391739173,Q7SECRET,mon\n"),
                rejected("too many fields", "2,home,mon,Q7SECRET\n"),
                rejected("too few fields", "2,Q7SECRET\n"),
                rejected("a stray quote", "2,Q7SECRET\"x,mon\n"),
                rejected("text behind a quote", "2,\"Q7\"Q7SECRET,mon\n"),
                rejected("an open quote", "2,\"Q7SECRET,mon\n"),
                rejected("an empty field beside it", ",Q7SECRET,mon\n"),
                rejected("another separator", "2;Q7SECRET;mon\n"),
                ruled("a value that is not one of", "page", "string, oneOf: [home, cart]"),
                ruled("a number above its bound", "id", "bigint, max: 5"),
                ruled("a value where none belongs", "page", "string, nullable: true, presentWhen: { day: tue }"));
    }

    private static MarkedFile input(String place, String content) {
        return new MarkedFile(place, content, "BAD_INPUT", List.of());
    }

    private static MarkedFile rejected(String place, String row) {
        return new MarkedFile(place, GOOD + row, "TOO_MANY_REJECTED", List.of());
    }

    private static MarkedFile ruled(String place, String column, String rule) {
        String type = rule.substring(0, rule.indexOf(','));
        return new MarkedFile(
                place,
                GOOD + "9,Q7SECRET,mon\n",
                "TOO_MANY_REJECTED",
                List.of("%s: %s\n".formatted(column, type), "%s: { type: %s }\n".formatted(column, rule)));
    }

    private static MarkedFile partition(String place, String value) {
        return new MarkedFile(place, GOOD + "2,home,%s\n".formatted(value), "TOO_MANY_REJECTED", List.of());
    }

    /** Files on the cloud's disk, objects of every bucket and logs among them, that hold the value and are neither an input nor rejected rows. */
    static List<Path> findElsewhere(Path cloud) throws IOException {
        try (Stream<Path> files = Files.walk(cloud)) {
            List<Path> holding = files.filter(Files::isRegularFile)
                    .filter(MarkedFile::holdsTheValue)
                    .map(cloud::relativize)
                    .toList();
            assertThat(holding)
                    .as("inputs and rejected rows")
                    .anyMatch(MarkedFile::isInput)
                    .anyMatch(MarkedFile::isRejected);
            return holding.stream()
                    .filter(file -> !isInput(file) && !isRejected(file))
                    .toList();
        }
    }

    private static boolean isInput(Path file) {
        return file.getFileName().toString().contains("visits-1.csv");
    }

    private static boolean isRejected(Path file) {
        return file.toString().contains("/_rejects/");
    }

    private static boolean holdsTheValue(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in).readAllBytes() : in.readAllBytes();
            return new String(bytes, ISO_8859_1).contains(VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
