package dev.mayfly.cli.query;

import static java.util.stream.Collectors.joining;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;

/** A database of the catalog in DuckDB: each table a view over the files of the partitions that are registered, no others. */
public final class CatalogSession implements AutoCloseable {
    private final Connection connection;

    private CatalogSession(Connection connection) {
        this.connection = connection;
    }

    /** Opens a database; files are fetched into {@code cache}. */
    public static CatalogSession open(Clients clients, String database, Path cache) throws SQLException {
        CatalogSession lake = new CatalogSession(DriverManager.getConnection("jdbc:duckdb:"));
        FetchedFiles files = new FetchedFiles(clients, cache);
        try (Statement statement = lake.connection.createStatement()) {
            // A day of a timestamp is a day in UTC, as in Athena and in the partitions, whatever the machine's zone is.
            statement.execute("SET TimeZone = 'UTC'");
            for (CatalogTables.Entry table : new CatalogTables(clients).of(database)) {
                statement.execute("CREATE VIEW " + quoted(table.name()) + " AS " + select(table, files));
            }
        }
        return lake;
    }

    private static String select(CatalogTables.Entry table, FetchedFiles files) {
        boolean spelled = table.places().stream().allMatch(place -> spelled(table.keys(), place));
        if (spelled) {
            List<URI> all =
                    table.places().stream().map(CatalogTables.Place::location).toList();
            return rows(table, files.below(all), Map.of());
        }
        return table.places().stream()
                .map(place -> rows(table, files.below(List.of(place.location())), values(table.keys(), place)))
                .collect(joining(" UNION ALL "));
    }

    /** Whether the location itself says a partition's values, as Hive does; rejected rows lie where their step left them. */
    private static boolean spelled(List<Column> keys, CatalogTables.Place place) {
        return keys.stream().allMatch(key -> S3Uris.key(place.location()).contains("/" + key.name() + "="));
    }

    private static Map<String, String> values(List<Column> keys, CatalogTables.Place place) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            values.put(keys.get(i).name(), place.values().get(i));
        }
        return values;
    }

    /** The rows of these files, with the values that their paths do not say. */
    private static String rows(CatalogTables.Entry table, List<Path> files, Map<String, String> values) {
        List<Column> all =
                Stream.concat(table.columns().stream(), table.keys().stream()).toList();
        if (files.isEmpty()) {
            return all.stream()
                    .map(column -> "NULL::%s AS %s".formatted(type(column), quoted(column.name())))
                    .collect(joining(", ", "SELECT ", " WHERE false"));
        }
        String columns = all.stream()
                .map(column -> values.containsKey(column.name())
                        ? "%s::%s AS %s"
                                .formatted(literal(values.get(column.name())), type(column), quoted(column.name()))
                        : quoted(column.name()))
                .collect(joining(", "));
        String paths = files.stream().map(file -> literal(file.toString())).collect(joining(", "));
        return "SELECT %s FROM %s"
                .formatted(columns, table.json() ? json(table, paths) : parquet(table, paths, values));
    }

    private static String json(CatalogTables.Entry table, String paths) {
        return table.columns().stream()
                .map(column -> literal(column.name()) + ": " + literal(type(column)))
                .collect(joining(", ", "read_json([" + paths + "], format = 'newline_delimited', columns = {", "})"));
    }

    private static String parquet(CatalogTables.Entry table, String paths, Map<String, String> values) {
        String partitioning = table.keys().isEmpty() || !values.isEmpty()
                ? "hive_partitioning = false"
                : table.keys().stream()
                        .map(key -> literal(key.name()) + ": " + type(key))
                        .collect(joining(
                                ", ", "hive_partitioning = true, hive_types_autocast = false, hive_types = {", "}"));
        return "read_parquet([%s], %s)".formatted(paths, partitioning);
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
            case "binary" -> "BLOB";
            case "array<string>" -> "VARCHAR[]";
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
