package dev.mayfly.cli.bench;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Holds what was written to what was there: DuckDB counts the rows of both and adds up a hash of every value of every column. */
record HashCheck(List<TablePlan> tables) {
    /** What differs, a line each; nothing where all is well. */
    List<String> differences() throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("set threads = 2");
            statement.execute("set memory_limit = '3GB'");
            for (TablePlan table : tables) {
                List<String> read = digest(statement, csv(table), table);
                List<String> written = digest(statement, parquet(table), table);
                if (!read.equals(written)) {
                    differences.add("%s: rows and hashes of its columns are %s in the CSV and %s in what was written"
                            .formatted(table.name(), read, written));
                }
            }
        }
        return differences;
    }

    /** The number of rows, and for each column a sum of hashes that no order of rows changes. */
    private static List<String> digest(Statement statement, String relation, TablePlan table) throws SQLException {
        String hashes = table.columns().stream()
                .map(column -> "sum(hash(%s)::hugeint)".formatted(column.name()))
                .collect(Collectors.joining(", "));
        try (ResultSet found = statement.executeQuery("select count(*), %s from %s".formatted(hashes, relation))) {
            found.next();
            List<String> digest = new ArrayList<>();
            for (int i = 1; i <= table.columns().size() + 1; i++) {
                digest.add(found.getString(i));
            }
            return digest;
        }
    }

    /** The rows of a table's inputs as DuckDB reads them, in the types that the table has. */
    static String csv(TablePlan table) {
        String types = table.columns().stream()
                .map(column -> "'%s': '%s'".formatted(column.name(), type(column)))
                .collect(Collectors.joining(", ", "{", "}"));
        String files = table.inputs().stream()
                .map(InputFile::uri)
                .map(uri -> "'" + Path.of(uri) + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        return "read_csv(%s, header=true, delim=',', quote='\"', columns=%s)".formatted(files, types);
    }

    private static String parquet(TablePlan table) {
        return "read_parquet('%s/**/*.parquet', hive_partitioning=true, hive_types_autocast=false)"
                .formatted(Path.of(table.output()));
    }

    private static String type(Column column) {
        return column.type().toString().replace("string", "varchar");
    }
}
