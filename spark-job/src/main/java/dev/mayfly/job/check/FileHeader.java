package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A file's header line, and where in it each of the table's columns stands. */
public record FileHeader(String line, List<String> names, List<Integer> places) implements Serializable {
    private static final int SHOWN = 200;

    public FileHeader {
        names = List.copyOf(names);
        places = List.copyOf(places);
    }

    /** A header that names every column of the table once, in any order and case; or what is wrong with it. */
    public sealed interface Read {
        record Bound(FileHeader header) implements Read {}

        record Wrong(String why) implements Read {}
    }

    public static Read bind(byte[] line, List<TypedColumn> columns) {
        LineSplitter splitter = new LineSplitter();
        String shown = shown(new String(line, UTF_8));
        Optional<String> fault = splitter.split(line, line.length);
        if (fault.isPresent()) {
            return new Read.Wrong("its first line, '%s', is no header: %s".formatted(shown, fault.get()));
        }
        List<String> names = IntStream.range(0, splitter.fields().count())
                .mapToObj(splitter.fields()::text)
                .toList();
        List<String> folded =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        List<String> wanted = columns.stream().map(TypedColumn::name).toList();
        String missing = wanted.stream().filter(name -> !folded.contains(name)).collect(joining(", "));
        if (!missing.isEmpty()) {
            return new Read.Wrong("it has no column %s: its header is '%s'".formatted(missing, shown));
        }
        String twice = wanted.stream()
                .filter(name -> folded.indexOf(name) != folded.lastIndexOf(name))
                .collect(joining(", "));
        if (!twice.isEmpty()) {
            return new Read.Wrong("it has column %s twice: its header is '%s'".formatted(twice, shown));
        }
        return new Read.Bound(new FileHeader(
                new String(line, UTF_8),
                names,
                wanted.stream().map(folded::indexOf).toList()));
    }

    /** Columns of the file that the table does not name. */
    public List<String> unnamed() {
        return IntStream.range(0, names.size())
                .filter(place -> !places.contains(place))
                .mapToObj(names::get)
                .toList();
    }

    byte[] bytes() {
        return line.getBytes(UTF_8);
    }

    int[] indexes() {
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    static String shown(String text) {
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    static boolean same(byte[] header, byte[] line, int length) {
        return header.length == length && Arrays.equals(header, 0, length, line, 0, length);
    }
}
