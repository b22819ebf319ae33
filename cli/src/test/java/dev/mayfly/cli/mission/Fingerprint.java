package dev.mayfly.cli.mission;

import static java.util.stream.Collectors.joining;

import dev.mayfly.cli.query.CatalogSession;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Counts and order-independent hashes of a table's columns, and of its rows as a whole, all computed by DuckDB. */
final class Fingerprint {
    /** Of a table as the catalog shows it, but for columns that no CSV file has. */
    static List<List<String>> ofTable(CatalogSession lake, String table, List<Path> files) throws SQLException {
        return lake.query(select(lake, table, files, "\"" + table + "\"", "\"%s\""));
    }

    /** Of the CSV files that the table was made of, each field cast to the table's type. */
    static List<List<String>> ofCsv(CatalogSession lake, String table, List<Path> files) throws SQLException {
        return lake.query(select(lake, table, files, csv(files), "CAST(\"%s\" AS %s)"));
    }

    private static String csv(List<Path> files) {
        String paths = files.stream().map(file -> "'" + file + "'").collect(joining(", "));
        return "read_csv([" + paths + "], header = true, all_varchar = true)";
    }

    private static String select(CatalogSession lake, String table, List<Path> files, String from, String field)
            throws SQLException {
        // A heading, then name and type first on every line.
        List<List<String>> columns = lake.query("DESCRIBE \"" + table + "\"");
        List<String> written = lake.query("DESCRIBE SELECT * FROM " + csv(files)).stream()
                .map(column -> column.get(0))
                .toList();
        List<String> fields = columns.stream()
                .skip(1)
                .filter(column -> written.contains(column.get(0)))
                .map(column -> field.formatted(column.get(0), column.get(1)))
                .toList();
        return Stream.concat(
                        fields.stream().flatMap(each -> Stream.of("count(" + each + ")", "sum(hash(" + each + "))")),
                        Stream.of("count(*)", "sum(hash(row(" + String.join(", ", fields) + ")))"))
                .map(expression -> expression + " AS c")
                .collect(joining(", ", "SELECT ", " FROM " + from));
    }

    private Fingerprint() {}
}
