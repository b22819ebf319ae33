package dev.mayfly.cli.bench;

import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DuckDB making the same tables: the same partitions in the same order, zstd, two threads, in a process of its own. */
final class DuckDbContender implements Contender {
    /** The process: each argument is a statement. */
    public static void main(String[] statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public Measured run(List<TablePlan> tables, Path out) {
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                DuckDbContender.class.getName(),
                "set threads = 2"));
        tables.forEach(table -> command.add(copy(table, out)));
        return ChildProcess.run(command, Map.of(), out.resolve("log.txt"));
    }

    private static String copy(TablePlan table, Path out) {
        List<String> by = table.layout().partitionBy();
        List<String> order = new ArrayList<>(by);
        order.addAll(table.layout().sortBy());
        Path to = out.resolve(table.name());
        return "copy (select * from %s order by %s) to '%s' (format parquet, compression zstd%s)"
                .formatted(
                        HashCheck.csv(table),
                        String.join(", ", order),
                        by.isEmpty() ? to + ".parquet" : to,
                        by.isEmpty() ? "" : ", partition_by (%s)".formatted(String.join(", ", by)));
    }
}
