package dev.mayfly.contract;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Holds what columns say about where their values come from to what can be. */
public final class ColumnSources {
    static void check(String name, boolean nullable, List<String> from, String fromPath, Set<Column.Reading> reading) {
        for (String header : from) {
            if (HeaderNames.trimmed(header).isEmpty()) {
                throw refused(
                        name, "`from` is empty; it is the name that the file's header line has, such as \"Order ID\"");
            }
        }
        if (from.stream().map(HeaderNames::trimmed).distinct().count() != from.size()) {
            throw refused(name, "`from` lists one name twice; keep one");
        }
        if (!fromPath.isEmpty() && !from.isEmpty()) {
            throw refused(
                    name,
                    "a value comes from the file (`from`) or from its path (`fromPath`), not from both; keep one");
        }
        if (!fromPath.isEmpty() && (fromPath.isBlank() || fromPath.contains("/") || fromPath.contains("="))) {
            throw refused(
                    name,
                    "`fromPath` is the part before the equals sign of a folder's name: `fromPath: dt` reads dt=2024-05-01/");
        }
        if (reading.contains(Column.Reading.MISSING_IS_NULL) && !nullable) {
            throw refused(name, "`missing: null` leaves rows without a value, so it needs `nullable: true`");
        }
        if (reading.contains(Column.Reading.MISSING_IS_NULL) && !fromPath.isEmpty()) {
            throw refused(name, "`missing: null` is for columns of files; every file has a path");
        }
    }

    /** Why the columns of a table cannot be read from its files as they say, if so, and what would be right. */
    public static Optional<String> problem(List<Column> columns, List<String> partitionBy) {
        if (!columns.isEmpty() && columns.stream().allMatch(column -> column.inPath() || column.mayBeMissing())) {
            return Optional.of(
                    "no column is in every file: `fromPath` and `missing: null` are for some of a table's columns, so that its files can be told from others");
        }
        return columns.stream()
                .flatMap(column -> Stream.concat(
                        alone(column, partitionBy).stream(),
                        columns.subList(0, columns.indexOf(column)).stream()
                                .flatMap(before -> same(before, column).stream())))
                .findFirst();
    }

    private static Optional<String> alone(Column column, List<String> partitionBy) {
        if (column.mayBeMissing() && partitionBy.contains(column.name())) {
            return Optional.of("%s names partitions, which need a value: `missing: null` is for other columns"
                    .formatted(column.name()));
        }
        boolean conditional = column.rules().stream().anyMatch(rule -> rule instanceof ColumnRule.PresentWhen);
        return column.inPath() && conditional
                ? Optional.of(
                        "%s is read from the path, which gives all rows of a file one value: `presentWhen` is for columns of the file"
                                .formatted(column.name()))
                : Optional.empty();
    }

    /** Names that differ in their letters' case are two if both are written down. */
    private static Optional<String> same(Column one, Column other) {
        boolean written = !one.from().isEmpty() && !other.from().isEmpty();
        return one.fileNames().stream()
                .filter(name -> other.fileNames().stream()
                        .anyMatch(another -> written
                                ? HeaderNames.trimmed(name).equals(HeaderNames.trimmed(another))
                                : HeaderNames.folded(name).equals(HeaderNames.folded(another))))
                .findFirst()
                .map(name -> "%s and %s are both read from the header name '%s': `from` gives one of them another"
                        .formatted(one.name(), other.name(), name));
    }

    private static IllegalArgumentException refused(String column, String why) {
        return new IllegalArgumentException("column %s: %s".formatted(column, why));
    }

    private ColumnSources() {}
}
