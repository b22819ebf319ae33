package dev.mayfly.job;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An engine that is not ours, to say what is in a file. */
public final class DuckDb {
    /** The rows of a query, each as its columns' texts with a bar between them. */
    public static List<String> rows(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(found.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Does something that has no rows for its answer. */
    public static void run(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The number of rows, and for each column a sum of hashes that no order of rows changes. */
    static String digest(String relation, List<String> columns) {
        String hashes = columns.stream()
                .map(column -> "sum(hash(%s::varchar)::hugeint)".formatted(column))
                .collect(Collectors.joining(", "));
        return rows("select count(*), %s from %s".formatted(hashes, relation)).get(0);
    }

    static String csv(String glob) {
        return "read_csv('%s', header=true, all_varchar=true, delim=',', quote='\"', nullstr='')".formatted(glob);
    }

    static String parquet(String glob) {
        return "read_parquet('%s', hive_partitioning=true, hive_types_autocast=false)".formatted(glob);
    }

    private DuckDb() {}
}
