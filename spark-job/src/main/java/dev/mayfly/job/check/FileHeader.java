package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.HeaderNames;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A file's header line, where in it each of the table's columns stands, and the values that the file's path has. */
public record FileHeader(String line, List<String> names, List<Integer> places, List<PathValue> path)
        implements Serializable {
    private static final int SHOWN = 200;

    public FileHeader {
        names = List.copyOf(names);
        places = List.copyOf(places);
        path = List.copyOf(path);
    }

    /** A header of a file whose path has no values. */
    public FileHeader(String line, List<String> names, List<Integer> places) {
        this(line, names, places, List.of());
    }

    /** A header that names every column of the table once, in any order and case; or what is wrong with it. */
    public sealed interface Read {
        record Bound(FileHeader header) implements Read {}

        /** {@code why} has nothing of the line but what the table's owner wrote down: the line may be a row. */
        record Wrong(String why) implements Read {}
    }

    /** Binds the first line of a file; {@code path} are the values that its path has. */
    public static Read bind(URI file, byte[] line, List<TypedColumn> columns, List<PathValue> path) {
        LineSplitter splitter = new LineSplitter();
        Optional<String> fault = splitter.split(line, line.length);
        Optional<List<String>> read = fault.isEmpty()
                ? Optional.of(IntStream.range(0, splitter.fields().count())
                        .mapToObj(splitter.fields()::text)
                        .toList())
                : lenient(line);
        HeaderProblem problem = new HeaderProblem(file, line, columns);
        if (read.isEmpty()) {
            return new Read.Wrong(problem.unreadable(fault.get()));
        }
        HeaderBinding binding = HeaderBinding.of(read.get(), columns);
        return binding.complete()
                ? new Read.Bound(new FileHeader(new String(line, UTF_8), read.get(), binding.places(), path))
                : new Read.Wrong(problem.unbound(read.get(), binding));
    }

    /** Names whose quotes have blanks beside them; of text alone. */
    private static Optional<List<String>> lenient(byte[] line) {
        String text = new String(line, UTF_8);
        return text.indexOf('\0') < 0 && Arrays.equals(text.getBytes(UTF_8), line)
                ? HeaderFields.of(text, ',')
                : Optional.empty();
    }

    /** Columns of the file that the table does not name; one without a name is shown by its place. */
    public List<String> unnamed() {
        return IntStream.range(0, names.size())
                .filter(place -> !places.contains(place))
                .mapToObj(place -> names.get(place).isBlank()
                        ? "(column %d, without a name)".formatted(place + 1)
                        : HeaderNames.trimmed(names.get(place)))
                .toList();
    }

    /** The columns that the file lacks, neither in its header nor in its path. */
    public List<Integer> missing() {
        return IntStream.range(0, places.size())
                .filter(column -> places.get(column) == HeaderBinding.NOWHERE)
                .filter(column -> path.stream().noneMatch(value -> value.column() == column))
                .boxed()
                .toList();
    }

    /** The columns whose names have blanks around them. */
    public List<Integer> trimmed() {
        return IntStream.range(0, places.size())
                .filter(column -> places.get(column) != HeaderBinding.NOWHERE
                        && HeaderBinding.padded(names.get(places.get(column))))
                .boxed()
                .toList();
    }

    /** What gives the bytes of a line their meaning: files of which it is equal have equal rows where lines are equal. */
    public Object meaning() {
        return List.of(line, path);
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
