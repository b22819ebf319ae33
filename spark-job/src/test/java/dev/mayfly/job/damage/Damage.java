package dev.mayfly.job.damage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A damaged file and what has to become of it: so many rows kept and some of them repaired, and for each
 * rejected one the start of its reason; or the file refused. {@code as} is what the table's owner asked for. */
record Damage(
        String name,
        String file,
        byte[] content,
        int accepted,
        int headers,
        int blank,
        int repaired,
        EventsTable.As as,
        List<String> reasons) {
    static final int REFUSED = -1;

    static Damage rows(String name, String content, int accepted, String... reasons) {
        return new Damage(
                name, "events.csv", content.getBytes(UTF_8), accepted, 1, 0, 0, EventsTable.As.PLAIN, List.of(reasons));
    }

    static Damage latin(String name, String content, int accepted, String... reasons) {
        return new Damage(
                name,
                "events.csv",
                content.getBytes(ISO_8859_1),
                accepted,
                1,
                0,
                0,
                EventsTable.As.PLAIN,
                List.of(reasons));
    }

    /** The whole file is refused, in a sentence that has this in it. */
    static Damage refused(String name, String content, String why) {
        return new Damage(
                name, "events.csv", content.getBytes(UTF_8), REFUSED, 0, 0, 0, EventsTable.As.PLAIN, List.of(why));
    }

    Damage with(int moreHeaders, int blanks) {
        return new Damage(name, file, content, accepted, 1 + moreHeaders, blanks, repaired, as, reasons);
    }

    /** The same for a table whose owner asked for more than types. */
    Damage where(EventsTable.As other) {
        return new Damage(
                "%s, %s".formatted(name, other), file, content, accepted, headers, blank, repaired, other, reasons);
    }

    Damage repairing(int rows) {
        return new Damage(name, file, content, accepted, headers, blank, rows, as, reasons);
    }

    /** The same lines in a gzip file. */
    Damage zipped() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Damage(
                name + ", gzip", "events.csv.gz", bytes.toByteArray(), accepted, headers, blank, repaired, as, reasons);
    }

    /** Whether it is read by one task from its first byte to its last. */
    boolean unsplit() {
        return file.endsWith(".gz") || as == EventsTable.As.MULTILINE;
    }

    /** The same lines with Windows' line ends. */
    Damage withCarriageReturns() {
        byte[] crlf = new String(content, ISO_8859_1).replace("\n", "\r\n").getBytes(ISO_8859_1);
        return new Damage(name + ", CRLF", file, crlf, accepted, headers, blank, repaired, as, reasons);
    }

    int lines() {
        return headers + blank + accepted + reasons.size();
    }

    @Override
    public String toString() {
        return name + " (" + Arrays.hashCode(content) + ")";
    }
}
