package dev.mayfly.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Asks Parquet's own reader, in a process with Spark's class path, what a lookup fetches. */
record FetchCount(ProjectHome home) {
    /** The bytes of each query, in order; a query that finds nothing fails, for it measures nothing. */
    List<Long> of(List<PointQuery> queries, Path folder) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    home.benchJar() + ":"
                            + Files.readString(home.sparkClasspath(), UTF_8).strip(),
                    "dev.mayfly.bench.FetchedBytes"));
            for (PointQuery query : queries) {
                Path table = folder.resolve(query.table());
                command.add(
                        (Files.exists(table) ? table : table.resolveSibling(query.table() + ".parquet")).toString());
                command.add(query.conditions());
                command.add(query.columns());
            }
            Path log = folder.resolve("fetched.txt");
            ChildProcess.run(command, Map.of(), log);
            List<Long> bytes = new ArrayList<>();
            for (String line : Files.readAllLines(log, UTF_8)) {
                if (line.matches("\\d+ \\d+")) {
                    String[] parts = line.split(" ", -1);
                    if (parts[1].equals("0")) {
                        throw new IllegalStateException(
                                "%s found no row in %s".formatted(queries.get(bytes.size()), folder));
                    }
                    bytes.add(Long.parseLong(parts[0]));
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
