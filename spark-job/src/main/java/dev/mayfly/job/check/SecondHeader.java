package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.HeaderNames;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the header of a file again further down, as files have it that were joined from others: in other quotes, in other
 * case, with blanks, after a byte order mark. A line is one where it names the same columns at the same places.
 */
final class SecondHeader {
    private final List<TypedColumn> columns;
    private final FileHeader file;
    private final HeaderBinding binding;
    private final byte[][] names;
    private final int shortest;
    private final boolean recognizedByType;

    SecondHeader(List<TypedColumn> columns, FileHeader file) {
        this.columns = List.copyOf(columns);
        this.file = file;
        this.binding = HeaderBinding.of(file.names(), columns);
        List<String> all = Stream.concat(
                        columns.stream().flatMap(column -> column.origin().names().stream()), file.names().stream())
                .map(HeaderNames::folded)
                .distinct()
                .toList();
        this.names = all.stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        int least = all.stream()
                .min(Comparator.comparing(String::length))
                .orElse("")
                .length();
        this.shortest = file.names().size() * (least + 1) - 1;
        this.recognizedByType = columns.stream()
                .filter(column -> binding.places().get(columns.indexOf(column)) != HeaderBinding.NOWHERE)
                .anyMatch(column -> all.stream().noneMatch(name -> isValue(name, column)));
    }

    /** Whether no header can be taken for a row, for at the place of some column no name of a header is one of its values. */
    boolean recognizedByType() {
        return recognizedByType;
    }

    private static boolean isValue(String name, TypedColumn column) {
        if (name.isEmpty()) {
            return column.nullable();
        }
        return Stream.of(name, name.toUpperCase(Locale.ROOT)).anyMatch(text -> {
            byte[] bytes = text.getBytes(UTF_8);
            try {
                ValueReaders.of(column.columnType()).read(bytes, 0, bytes.length);
                return true;
            } catch (BadValue e) {
                return false;
            }
        });
    }

    /** Whether the line may be a header: it begins with a name. Asked of every row of tables of text, so nothing is allocated. */
    boolean begins(byte[] line, int start, int end) {
        if (end - start < shortest) {
            return false;
        }
        int at = start;
        boolean beyondAscii = false;
        while (at < end && besideName(line[at])) {
            beyondAscii |= line[at] < 0;
            at++;
        }
        // An accent may also stand behind its letter.
        beyondAscii |= at + 1 < end && line[at + 1] < 0;
        for (byte[] name : names) {
            if ((name.length > 0 && name[0] < 0) ? beyondAscii : startsWith(name, line, at, end)) {
                return true;
            }
        }
        return false;
    }

    /** Blanks, quotes, and bytes that blanks beyond ASCII and byte order marks are made of. */
    private static boolean besideName(byte b) {
        return b == ' ' || b == '"' || b == '\t' || b < 0;
    }

    private static boolean startsWith(byte[] name, byte[] line, int from, int end) {
        int at = from;
        for (byte letter : name) {
            if (letter < 0) {
                // Letters beyond ASCII have several forms, so the whole line is looked at.
                return true;
            }
            if (at == end || lower(line[at]) != letter) {
                return false;
            }
            at++;
        }
        return at == end || line[at] == ',' || besideName(line[at]);
    }

    private static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b;
    }

    /** What the line is if it is a header: the file's own, or one of another order. */
    Optional<LineKind> kind(byte[] line, int length) {
        if (!begins(line, 0, length)) {
            return Optional.empty();
        }
        Optional<List<String>> read = HeaderFields.of(new String(line, 0, length, UTF_8), ',');
        if (read.isEmpty() || read.get().size() != file.names().size()) {
            return Optional.empty();
        }
        HeaderBinding other = HeaderBinding.of(read.get(), columns);
        if (!other.complete() || (other.count() == 1 && !sameNames(read.get()))) {
            return Optional.empty();
        }
        return Optional.of(other.places().equals(binding.places()) ? LineKind.HEADER : LineKind.OTHER_HEADER);
    }

    /** One column alone proves nothing: a value may be spelled like its name. */
    private boolean sameNames(List<String> others) {
        return Arrays.equals(sorted(others), sorted(file.names()));
    }

    private static String[] sorted(List<String> names) {
        return names.stream().map(HeaderNames::folded).sorted().toArray(String[]::new);
    }
}
