package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.sync.Sync;
import dev.mayfly.orchestrator.catalog.GenerationView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo's data through three generations with a column that comes, goes and comes back, and what history tells of them. */
@Timeout(900)
@Tag("full")
class GenerationsIT {
    private static final String COUNTS = "SELECT event, count(*), count(transactionid) FROM %s GROUP BY 1 ORDER BY 1";
    private static final String WITH_CHANNEL =
            "SELECT event, count(*), count(channel) FROM events GROUP BY 1 ORDER BY 1";

    @TempDir
    private Path folder;

    @Test
    void everyPartitionIsReadableEachTimeAndEveryNumberHasItsRun() throws Exception {
        Path input = folder.resolve("input");
        new RetailRocket(0.001, 17).write(input, rows -> {});
        String narrow = Files.readString(Mission.home().shippedDataset());
        try (Mission mission = Mission.open(folder, narrow)) {
            String first = published(mission, input, 1);
            List<List<String>> before = mission.ask(COUNTS.formatted("events"));
            assertThat(before).hasSize(3);

            mission.say("hold", Optional.empty());
            mission.define(withAChannel(narrow));
            widen(input.resolve("events.csv"));
            upload(mission, input);
            mission.say("release", Optional.empty());
            JsonNode wide = mission.runOver(2);
            assertThat(wide.path("state").asText()).as("%s", wide).isEqualTo("SUCCEEDED");
            everyRowHasAChannel(mission);

            itsRejectsAreATable(mission, wide.path("runId").asText());
            theFirstCanBeReadByItsName(mission, first, before);
            wentBackWithinSecondsAndStays(mission, first, before);
            everyNumberHasItsRun(mission, first);

            Files.writeString(
                    input.resolve("events.csv"), Files.readString(input.resolve("events.csv")) + "1,1,view,1,,app\n");
            upload(mission, input);
            mission.say("release", Optional.empty());
            assertThat(mission.runOver(5).path("state").asText()).isEqualTo("SUCCEEDED");
            everyRowHasAChannel(mission);
            assertThat(mission.clusters()).hasSize(3);
        }
    }

    private static String published(Mission mission, Path input, int number) throws Exception {
        upload(mission, input);
        JsonNode run = mission.runOver(number);
        assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
        return run.path("runId").asText();
    }

    private static void upload(Mission mission, Path input) throws Exception {
        Sync sync = new Sync(mission.s3(), mission.raw());
        sync.upload(sync.plan(input), bytes -> {});
    }

    private static String withAChannel(String yaml) {
        String after = "present on transactions alone }\n";
        assertThat(yaml).contains(after);
        return yaml.replace(
                after, after + "      channel: { type: string, nullable: true, comment: where it was seen }\n");
    }

    /** The server writes one more column from now on, and a row that is none. */
    private static void widen(Path events) throws IOException {
        List<String> lines = Files.readAllLines(events);
        Files.writeString(
                events,
                lines.stream()
                        .map(line -> line + (line.startsWith("timestamp") ? ",channel\n" : ",web\n"))
                        .collect(Collectors.joining("", "", "yesterday,1,view,1,,web\n")));
    }

    private static void everyRowHasAChannel(Mission mission) throws Exception {
        assertThat(mission.ask(WITH_CHANNEL))
                .hasSize(3)
                .allSatisfy(partition ->
                        assertThat(partition.get(2)).as("of %s", partition).isEqualTo(partition.get(1)));
    }

    private static void itsRejectsAreATable(Mission mission, String run) throws Exception {
        // A run is over before it is in the history and told of.
        FaultsIT.until(() -> !mission.noticesOf(run).isEmpty());
        assertThat(
                        mission.ask(
                                "SELECT x.table_name, x.line, x.raw, r.run_id FROM mayfly_rejects x"
                                        + " JOIN mayfly_generations g USING (generation, table_name) JOIN mayfly_runs r USING (run_id)"))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith("events").contains("yesterday,1,view,1,,web", run));
    }

    private static void theFirstCanBeReadByItsName(Mission mission, String first, List<List<String>> before)
            throws Exception {
        mission.say("pin", Optional.of(first));
        assertThat(mission.runOver(3).path("kind").asText()).isEqualTo("PIN");
        assertThat(mission.status().path("pinned")).hasSize(1);
        String name = GenerationView.table("events", first + "-a1");
        assertThat(mission.ask(COUNTS.formatted(name))).isEqualTo(before);
        everyRowHasAChannel(mission);
    }

    private static void wentBackWithinSecondsAndStays(Mission mission, String first, List<List<String>> before)
            throws Exception {
        long begin = System.nanoTime();
        mission.say("rollback", Optional.of(first));
        JsonNode back = mission.runOver(4);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        System.out.println("the demo's data went back within " + took);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(back.path("state").asText()).as("%s", back).isEqualTo("SUCCEEDED");
        for (int tick = 0; tick <= 5; tick++) {
            assertThat(mission.ask(COUNTS.formatted("events")))
                    .as("after %d more ticks", tick)
                    .isEqualTo(before);
            mission.ticks(1);
        }
        assertThat(mission.ask("SELECT column_name FROM (DESCRIBE events)")).doesNotContain(List.of("channel"));
        assertThat(mission.runs()).hasSize(4);
        assertThat(mission.clusters()).hasSize(2);
    }

    private static void everyNumberHasItsRun(Mission mission, String first) throws Exception {
        assertThat(mission.ask("SELECT kind, outcome, launches FROM mayfly_runs ORDER BY ended_at"))
                .containsExactly(
                        List.of("TRANSFORM", "SUCCEEDED", "1"),
                        List.of("TRANSFORM", "SUCCEEDED", "1"),
                        List.of("PIN", "SUCCEEDED", "0"),
                        List.of("ROLLBACK", "SUCCEEDED", "0"));
        assertThat(mission.ask("""
                        SELECT made.run_id, made.cost_usd > 0, g.row_count = (SELECT count(*) FROM events), len(g.inputs)
                        FROM (SELECT max_by(generation, ended_at) AS generation FROM mayfly_runs WHERE generation IS NOT NULL) now
                        JOIN mayfly_generations g USING (generation)
                        JOIN mayfly_runs made ON made.run_id = g.run_id
                        WHERE g.table_name = 'events'
                        """)).containsExactly(List.of(first, "true", "true", "1"));
    }
}
