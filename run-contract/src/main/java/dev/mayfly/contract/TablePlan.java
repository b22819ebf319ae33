package dev.mayfly.contract;

import java.net.URI;
import java.util.List;

/**
 * One table of a run: what to read, what it has to look like, and where it goes. {@code output} and {@code rejects} are
 * prefixes that belong to this attempt alone and end in a slash. {@code maxRejected} is the share of rows, 0 to 1, that
 * may be rejected before the table is refused.
 */
public record TablePlan(
        String name,
        List<InputFile> inputs,
        List<Column> columns,
        TableLayout layout,
        URI output,
        URI rejects,
        double maxRejected,
        boolean countDuplicates) {
    public TablePlan {
        Guards.name("table", name);
        inputs = List.copyOf(inputs);
        columns = List.copyOf(columns);
        Guards.present("layout of table " + name, layout);
        Guards.present("output of table " + name, output);
        Guards.present("rejects of table " + name, rejects);
        if (!(maxRejected >= 0 && maxRejected <= 1)) {
            throw new IllegalArgumentException(
                    "maxRejected of table %s is %s, and has to lie between 0 and 1".formatted(name, maxRejected));
        }
        List<String> names = columns.stream().map(Column::name).toList();
        if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("table %s needs columns, each named once: %s".formatted(name, names));
        }
        for (String column : layout.partitionBy()) {
            known(name, "partitionBy", column, names);
        }
        for (String column : layout.sortBy()) {
            known(name, "sortBy", column, names);
        }
    }

    private static void known(String table, String where, String column, List<String> names) {
        if (!names.contains(column)) {
            throw new IllegalArgumentException(
                    "%s of table %s names %s, which is none of its columns %s".formatted(where, table, column, names));
        }
    }
}
