package dev.mayfly.cli.query;

import static java.util.stream.Collectors.joining;

import dev.mayfly.cli.cloud.Clients;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;

/** A database of the catalog in DuckDB: each table a view over the files of the partitions that are registered, no others. */
public final class Lake implements AutoCloseable {
    private final Connection connection;

    private Lake(Connection connection) {
        this.connection = connection;
    }

    /** Opens a database; files are fetched into {@code cache}. */
    public static Lake open(Clients clients, String database, Path cache) throws SQLException {
        Lake lake = new Lake(DriverManager.getConnection("jdbc:duckdb:"));
        FetchedFiles files = new FetchedFiles(clients, cache);
        try (Statement statement = lake.connection.createStatement()) {
            for (CatalogTables.Entry table : new CatalogTables(clients).of(database)) {
                statement.execute(
                        "CREATE VIEW " + quoted(table.name()) + " AS " + select(table, files.below(table.locations())));
            }
        }
        return lake;
    }

    private static String select(CatalogTables.Entry table, List<Path> files) {
        List<Column> all =
                Stream.concat(table.columns().stream(), table.keys().stream()).toList();
        if (files.isEmpty()) {
            return all.stream()
                    .map(column -> "NULL::%s AS %s".formatted(type(column), quoted(column.name())))
                    .collect(joining(", ", "SELECT ", " WHERE false"));
        }
        String columns = all.stream().map(column -> quoted(column.name())).collect(joining(", "));
        String paths = files.stream().map(file -> literal(file.toString())).collect(joining(", "));
        String partitioning = table.keys().isEmpty()
                ? "hive_partitioning = false"
                : table.keys().stream()
                        .map(key -> literal(key.name()) + ": " + type(key))
                        .collect(joining(
                                ", ", "hive_partitioning = true, hive_types_autocast = false, hive_types = {", "}"));
        return "SELECT %s FROM read_parquet([%s], %s)".formatted(columns, paths, partitioning);
    }

    /** Runs a query; the first row holds the columns' names. */
    public List<List<String>> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return ResultRows.of(result);
        }
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case "string" -> "VARCHAR";
            case "int" -> "INTEGER";
            default -> column.type().toUpperCase(java.util.Locale.ROOT);
        };
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
