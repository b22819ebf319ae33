package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.mission.Mission;
import dev.mayfly.orchestrator.catalog.GenerationView;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is not ours asks in a loop while generations are published, pinned and taken back, one wider than the other. */
@Timeout(1_800)
class GenerationsTrinoIT {
    private static final int DAYS = 40;
    private static final String DATASET = """
            dataset: visits
            source: s3://${raw}/visits/
            curated: s3://${curated}/visits/
            database: retailrocket
            ready: { quiet: 2m }
            cost: { template: auto, maxDuration: 45m, perRunUsd: 1.50, perDayUsd: 10 }
            tables:
              whole:
                files: "whole.csv"
                columns: { id: { type: bigint, comment: counted by the server }, build: int, day: int%1$s }
                partitionBy: [day]
                atomic: table
              plain:
                files: "plain.csv"
                columns: { id: { type: bigint, comment: counted by the server }, build: int, day: int%1$s }
                partitionBy: [day]
                maxRejected: 10%%
            views:
              by_build:
                columns: { build: int, visits: bigint }
                sql: SELECT build, count(*) AS visits FROM whole GROUP BY build
              newest_build:
                columns: { build: int }
                sql: SELECT max(build) AS build FROM by_build
            """;
    private static final String MORE = ", channel: { type: string, nullable: true }";
    private static final String BUILDS =
            "SELECT array_join(array_agg(DISTINCT build ORDER BY build), '+'), count(*) FROM ";

    @TempDir
    private Path folder;

    @Test
    void neverSeesTwoGenerationsOfAnAtomicTableInOneQueryAndReadsEveryPartitionEachTime() throws Exception {
        try (Mission mission = Mission.open(folder, DATASET.formatted(""))) {
            write(mission, 1, DAYS);
            String first = over(mission, 1);
            try (TrinoReader reader = TrinoReader.of(mission, folder, "retailrocket.plain")) {
                assertThat(reader.ask("SHOW COLUMNS FROM plain"))
                        .contains(List.of("id", "bigint", "", "counted by the server"));
                Set<String> whole = new ConcurrentSkipListSet<>();
                Set<String> plain = new ConcurrentSkipListSet<>();
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Integer> loop = CompletableFuture.supplyAsync(() -> {
                    int queries = 0;
                    while (!over.get()) {
                        whole.add(asked(reader, BUILDS + "whole"));
                        plain.add(asked(reader, BUILDS + "plain"));
                        queries++;
                    }
                    return queries;
                });

                mission.say("hold", Optional.empty());
                mission.define(DATASET.formatted(MORE));
                write(mission, 2, 2 * DAYS);
                mission.say("release", Optional.empty());
                String second = over(mission, 2);
                everyPartitionHasAChannel(reader, "whole");
                everyPartitionHasAChannel(reader, "plain");
                mission.say("pin", Optional.of(second));
                mission.runOver(3);
                mission.say("rollback", Optional.of(first));
                mission.runOver(4);
                over.set(true);

                int queries = loop.get();
                System.out.printf(
                        "%d queries of each saw %s of the atomic table, %s of the other%n", queries, whole, plain);
                assertThat(queries).isGreaterThan(5);
                assertThat(whole).containsExactly("[[1, %d]]".formatted(DAYS), "[[2, %d]]".formatted(2 * DAYS));
                assertThat(plain).contains("[[1, %d]]".formatted(DAYS), "[[2, %d]]".formatted(2 * DAYS));
                presentIsTheFirstAgain(reader);
                pinnedIsAsItWas(reader, second);
                everyNumberHasItsRun(reader, first, second);

                mission.say("release", Optional.empty());
                write(mission, 3, DAYS);
                over(mission, 5);
                everyPartitionHasAChannel(reader, "whole");
                everyPartitionHasAChannel(reader, "plain");
                assertThat(reader.ask("SELECT build FROM newest_build")).containsExactly(List.of("3"));
            }
        }
    }

    private static void presentIsTheFirstAgain(TrinoReader reader) throws SQLException {
        for (String table : List.of("whole", "plain")) {
            assertThat(reader.ask("SELECT * FROM %s WHERE day = 7".formatted(table)))
                    .as(table)
                    .containsExactly(List.of("7", "1", "7"));
            assertThat(reader.ask(BUILDS + table)).containsExactly(List.of("1", "" + DAYS));
        }
        assertThat(reader.ask("SELECT build FROM newest_build")).containsExactly(List.of("1"));
    }

    private static void pinnedIsAsItWas(TrinoReader reader, String second) throws SQLException {
        for (String table : List.of("whole", "plain")) {
            assertThat(reader.ask(BUILDS + named(table, second))).containsExactly(List.of("2", "" + 2 * DAYS));
            everyPartitionHasAChannel(reader, named(table, second));
            assertThat(reader.filesReadBy("SELECT id FROM %s WHERE day = 7".formatted(named(table, second))))
                    .hasSize(1);
        }
        assertThat(reader.ask("SELECT * FROM " + named("by_build", second)))
                .containsExactly(List.of("2", "" + 2 * DAYS));
        assertThat(reader.ask("SELECT * FROM " + named("newest_build", second)))
                .as("a view of a view, of the same generation")
                .containsExactly(List.of("2"));
    }

    /** The number's own files say which attempt wrote them. */
    private static void everyNumberHasItsRun(TrinoReader reader, String first, String second) throws SQLException {
        assertThat(reader.ask("""
                        SELECT DISTINCT r.run_id, r.outcome, r.cost_usd > 0, r.started_at < r.ended_at, g.row_count, cardinality(g.inputs)
                        FROM plain
                        JOIN mayfly_generations g
                          ON g.table_name = 'plain' AND g.generation = regexp_extract(plain."$path", '/([^/]+-a[0-9]+)/', 1)
                        JOIN mayfly_runs r ON r.run_id = g.run_id
                        WHERE plain.day = 7
                        """)).containsExactly(List.of(first, "SUCCEEDED", "true", "true", "" + DAYS, "1"));
        assertThat(reader.ask("SELECT x.dataset, x.table_name, x.line, x.raw, r.run_id FROM mayfly_rejects x"
                        + " JOIN mayfly_generations g ON g.dataset = x.dataset AND g.table_name = x.table_name"
                        + " AND g.generation = x.generation"
                        + " JOIN mayfly_runs r ON r.run_id = g.run_id"))
                .containsExactly(List.of("visits", "plain", "2", "none,2,7,web", second));
    }

    private static void everyPartitionHasAChannel(TrinoReader reader, String table) throws SQLException {
        assertThat(reader.ask("SELECT count(DISTINCT day), count(*) = count(channel), min(channel) FROM " + table))
                .as(table)
                .containsExactly(List.of("" + DAYS, "true", "web"));
    }

    /** A build's rows, the same in both files; from the second on with one more column, and in the plain one with a row that is none. */
    private static void write(Mission mission, int build, int rows) {
        boolean wide = build > 1;
        String header = wide ? "id,build,day,channel\n" : "id,build,day\n";
        String body = IntStream.range(0, rows)
                .mapToObj(i -> "%d,%d,%d%s%n".formatted(i, build, i % DAYS, wide ? ",web" : ""))
                .collect(Collectors.joining());
        mission.put("whole.csv", header + body);
        mission.put("plain.csv", header + (build == 2 ? "none,2,7,web\n" : "") + body);
    }

    private static String over(Mission mission, int number) {
        JsonNode run = mission.runOver(number);
        assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
        return run.path("runId").asText();
    }

    private static String asked(TrinoReader reader, String sql) {
        try {
            return reader.ask(sql).toString();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static String named(String name, String run) {
        return GenerationView.table(name, run + "-a1");
    }
}
