package dev.mayfly.cli.bench;

import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.DerivedColumn.Group;
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
final class DuckDbCandidate implements Candidate {
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
    public ProcessStats run(List<TablePlan> tables, Path out) {
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
                DuckDbCandidate.class.getName(),
                "set threads = 2"));
        tables.forEach(table -> command.addAll(statements(table, out)));
        return ChildProcess.run(command, Map.of(), out.resolve("log.txt"));
    }

    /** Groups are counted as ours are, for nobody knows them before. */
    private static List<String> statements(TablePlan table, Path out) {
        List<String> statements = new ArrayList<>();
        String rows = HashCheck.csv(table);
        List<String> columns = new ArrayList<>(List.of("*"));
        for (DerivedColumn column : table.layout().derived()) {
            if (column instanceof Group group) {
                statements.add(
                        "create temp table %s as select %s as value from %s where %2$s <> '%s' group by 1 order by count(*) desc, 1 limit %d"
                                .formatted(largest(table, group), group.from(), rows, Group.OTHER, group.top()));
            }
            columns.add("%s as %s".formatted(value(table, column), column.name()));
        }
        List<String> by = table.layout().partitionBy();
        List<String> order = new ArrayList<>(by);
        order.addAll(table.layout().sortBy());
        Path to = out.resolve(table.name());
        statements.add("copy (select %s from %s order by %s) to '%s' (format parquet, compression zstd%s)"
                .formatted(
                        String.join(", ", columns),
                        rows,
                        String.join(", ", order),
                        by.isEmpty() ? to + ".parquet" : to,
                        by.isEmpty() ? "" : ", partition_by (%s)".formatted(String.join(", ", by))));
        return statements;
    }

    private static String largest(TablePlan table, Group group) {
        return "%s_%s".formatted(table.name(), group.name());
    }

    private static String value(TablePlan table, DerivedColumn column) {
        if (column instanceof DerivedColumn.Bucket bucket) {
            return "%s %% %d".formatted(bucket.from(), bucket.count());
        }
        if (column instanceof Group group) {
            return "case when %s in (select value from %s) then %1$s::varchar else '%s' end"
                    .formatted(group.from(), largest(table, group), Group.OTHER);
        }
        boolean milliseconds = table.columns().stream()
                .anyMatch(
                        from -> from.name().equals(column.from()) && from.type().wholeNumber());
        return (milliseconds ? "make_timestamp(%s * 1000)::date" : "%s::date").formatted(column.from());
    }
}
