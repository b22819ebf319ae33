package dev.mayfly.contract;

/** A column of a table, in the table's order. An empty field of a column that is not nullable rejects its row; {@code comment} may be empty. */
public record Column(String name, ColumnType type, boolean nullable, String comment) {
    public Column {
        Guards.name("column", name);
        Guards.present("type of column " + name, type);
        Guards.present("comment of column " + name, comment);
    }
}
