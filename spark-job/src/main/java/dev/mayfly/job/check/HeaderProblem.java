package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says why a file's first line is no header of its table and what to do, without showing the line: in a file without a
 * header it is a row. A name is shown only where it is a declared one but for blanks, punctuation and the case of letters.
 */
final class HeaderProblem {
    private static final int LONGEST_NAME = 100;
    private static final Map<Character, String> SEPARATORS =
            new TreeMap<>(Map.of(';', "semicolon", '\t', "tab", '|', "vertical bar"));

    private final URI file;
    private final String line;
    private final List<TypedColumn> columns;

    HeaderProblem(URI file, byte[] line, List<TypedColumn> columns) {
        this.file = file;
        this.line = new String(line, UTF_8);
        this.columns = columns;
    }

    /** The line cannot be cut into names. */
    String unreadable(String fault) {
        return FileKind.of(line)
                .orElseGet(() -> otherSeparator().orElseGet(() -> "its first line is no header: " + fault));
    }

    /** The names are not those of the table. */
    String unbound(List<String> names, HeaderBinding binding) {
        Optional<String> kind = binding.count() == 0 ? FileKind.of(line) : Optional.empty();
        return kind.orElseGet(() -> binding.missing().isEmpty()
                ? "it has column %s twice".formatted(list(binding.twice()))
                : missing(names, binding));
    }

    private String missing(List<String> names, HeaderBinding binding) {
        List<String> sentence = new ArrayList<>();
        sentence.add("it has no column %s; its first line has %s"
                .formatted(list(binding.missing()), count(names.size(), "name")));
        separator(names).ifPresentOrElse(sentence::add, () -> near(names, binding.missing(), sentence));
        for (TypedColumn column : binding.missing()) {
            PathColumns.folder(file, column)
                    .ifPresent(key ->
                            sentence.add("its path has a folder `%s=…`: `fromPath: %s` reads column %s from there"
                                    .formatted(key, key, column.name())));
        }
        List<TypedColumn> mayLack = binding.missing().stream()
                .filter(column -> column.nullable() && binding.count() > 0)
                .toList();
        if (!mayLack.isEmpty()) {
            sentence.add("`missing: null` on %s takes files without it, or upload the file with the column"
                    .formatted(list(mayLack)));
        }
        if (sentence.size() == 1 && binding.count() == 0) {
            sentence.add(
                    "if that line is a row, add a header line with the names of the columns: columns are found by name");
        }
        return String.join("; ", sentence);
    }

    private void near(List<String> names, List<TypedColumn> missing, List<String> sentence) {
        for (TypedColumn column : missing) {
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                boolean alike = column.origin().names().stream()
                        .anyMatch(wanted ->
                                !bare(wanted).isEmpty() && bare(wanted).equals(bare(name)));
                if (alike && name.length() <= LONGEST_NAME) {
                    String shown = name.strip().replaceAll("\\p{Cntrl}", "?");
                    sentence.add(
                            "name %d, '%s', is %s but for blanks or punctuation: `from: \"%s\"` on column %s reads it"
                                    .formatted(
                                            i + 1, shown, column.name(), shown.replace("\"", "\\\""), column.name()));
                }
            }
        }
    }

    private Optional<String> separator(List<String> names) {
        Optional<String> other = otherSeparator();
        return other.isPresent() || names.size() > 1
                ? other
                : SEPARATORS.entrySet().stream()
                        .filter(separator -> line.indexOf(separator.getKey()) >= 0)
                        .max((one, two) -> Long.compare(times(one.getKey()), times(two.getKey())))
                        .map(separator -> separated(separator.getKey(), separator.getValue(), "seems to be"));
    }

    /** A separator under which the line is a header of the table. */
    private Optional<String> otherSeparator() {
        for (Map.Entry<Character, String> separator : SEPARATORS.entrySet()) {
            Optional<HeaderBinding> other = line.indexOf(separator.getKey()) < 0
                    ? Optional.empty()
                    : HeaderFields.of(line, separator.getKey()).map(fields -> HeaderBinding.of(fields, columns));
            if (other.isPresent() && other.get().complete()) {
                return Optional.of(separated(separator.getKey(), separator.getValue(), "is"));
            }
        }
        return Optional.empty();
    }

    private String separated(char separator, String name, String is) {
        return "the line has %s and %s: the file %s separated by %ss, and a comma is the separator that is read; export it with commas"
                .formatted(count(times(','), "comma"), count(times(separator), name), is, name);
    }

    private long times(char c) {
        return line.chars().filter(other -> other == c).count();
    }

    private static String count(long count, String what) {
        return count == 0 ? "no " + what : count == 1 ? "1 " + what : "%d %ss".formatted(count, what);
    }

    private static String bare(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(joining())
                .toLowerCase(Locale.ROOT);
    }

    private static String list(List<TypedColumn> columns) {
        return columns.stream().map(HeaderProblem::wanted).collect(joining(", "));
    }

    /** A column by its name, and by the names that files are to have for it. */
    private static String wanted(TypedColumn column) {
        return column.origin().written()
                ? "%s (from: \"%s\")"
                        .formatted(
                                column.name(),
                                String.join("\" or \"", column.origin().names()))
                : column.name();
    }
}
