package dev.mayfly.contract;

import java.util.List;
import java.util.stream.Stream;

/** Holds what a table says about its columns to the columns that it has. */
final class TableReferences {
    private final String table;
    private final List<Column> columns;
    private final List<String> names;

    private TableReferences(String table, List<Column> columns) {
        this.table = table;
        this.columns = columns;
        this.names = columns.stream().map(Column::name).toList();
    }

    static void check(String table, List<Column> columns, TableLayout layout) {
        TableReferences references = new TableReferences(table, columns);
        references.named(layout);
        ColumnSources.problem(columns, layout.partitionBy()).ifPresent(why -> {
            throw new IllegalArgumentException("table %s: %s".formatted(table, why));
        });
        layout.derived().forEach(references::derivable);
        columns.forEach(column -> column.rules().forEach(rule -> references.ruled(column, rule)));
    }

    private void named(TableLayout layout) {
        if (names.isEmpty() || names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("table %s needs columns, each named once: %s".formatted(table, names));
        }
        List<String> shown = Stream.concat(
                        names.stream(), layout.derived().stream().map(DerivedColumn::name))
                .toList();
        if (shown.stream().distinct().count() != shown.size()) {
            throw new IllegalArgumentException(
                    "table %s has a derived column that is named like another: %s".formatted(table, shown));
        }
        layout.partitionBy().forEach(column -> known("partitionBy", column, shown));
        layout.sortBy().forEach(column -> known("sortBy", column, names));
    }

    private void derivable(DerivedColumn derived) {
        known(derived.name(), derived.from(), names);
        Column from = columns.get(names.indexOf(derived.from()));
        derived.incompatibility(from).ifPresent(why -> refuse(derived.name(), why));
    }

    private void ruled(Column column, ColumnRule rule) {
        if (rule instanceof ColumnRule.PresentWhen when) {
            known("presentWhen of " + column.name(), when.column(), names);
            Column other = columns.get(names.indexOf(when.column()));
            when.incompatibility(column, other).ifPresent(why -> refuse(column.name(), why));
        }
    }

    private void known(String where, String column, List<String> among) {
        if (!among.contains(column)) {
            throw new IllegalArgumentException(
                    "%s of table %s names %s, which is none of its columns %s".formatted(where, table, column, among));
        }
    }

    private void refuse(String column, String why) {
        throw new IllegalArgumentException("table %s: %s: %s".formatted(table, column, why));
    }
}
