package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.query.CatalogSession;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.cli.sync.Sync;
import dev.mayfly.local.events.EventSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The mission as its users see it: real Spark, the deployed function, S3, EMR and Glue over HTTP. */
@Timeout(400)
class MissionIT {
    private static final Map<String, List<String>> FILES = Map.of(
            "category_tree", List.of("category_tree.csv"),
            "events", List.of("events.csv"),
            "item_properties", List.of("item_properties_part1.csv", "item_properties_part2.csv"));

    @TempDir
    private Path folder;

    @Test
    void fourFilesInAnyOrderAndEveryEventTwiceStartOneCluster() throws Exception {
        Path input = folder.resolve("input");
        List<Path> files = new ArrayList<>(new RetailRocket(0.002, 11).write(input, rows -> {}));
        EventSettings unkind = new EventSettings(5, 1, Duration.ofSeconds(3), Optional.of(Duration.ofSeconds(2)));
        try (Mission mission = Mission.open(folder, Mission.home().shippedDataset(), unkind)) {
            Collections.shuffle(files, new Random(3));
            for (Path file : files) {
                mission.s3()
                        .putObject(
                                request -> request.bucket(mission.raw().bucket())
                                        .key(mission.raw().prefix() + file.getFileName()),
                                file);
            }

            JsonNode run = mission.runOver(1);
            assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
            assertThat(mission.clusters()).hasSize(1);
            assertThat(mission.clustersAlive()).isZero();
            assertThat(mission.ask("SELECT DISTINCT event FROM events ORDER BY event"))
                    .containsExactly(List.of("addtocart"), List.of("transaction"), List.of("view"));
            try (CatalogSession lake = mission.lake()) {
                for (Map.Entry<String, List<String>> table : FILES.entrySet()) {
                    List<Path> csv =
                            table.getValue().stream().map(input::resolve).toList();
                    assertThat(Fingerprint.ofTable(lake, table.getKey(), csv))
                            .as(table.getKey())
                            .isEqualTo(Fingerprint.ofCsv(lake, table.getKey(), csv));
                }
            }
            propertiesHaveTheirGroupBehindWhatTheFilesHave(mission);
            addressesAreThoseOfEmr(mission);

            // The same bytes again, each told twice: looked at, and left alone.
            Sync sync = new Sync(mission.s3(), mission.raw());
            sync.upload(sync.plan(input), bytes -> {});
            for (Path file : files) {
                mission.put(file.getFileName().toString(), Files.readString(file));
            }
            mission.ticks(5);
            // On a busy machine a run's end is told of for longer than a command waits for it.
            FaultsIT.until(() -> mission.orchestrator()
                    .ask(dev.mayfly.cli.run.Orchestrator.command("run").put("dataset", "retailrocket"))
                    .path("message")
                    .asText()
                    .contains("nothing new"));
            assertThat(mission.runs()).hasSize(1);
            assertThat(mission.clusters()).hasSize(1);
        }
    }

    private static void propertiesHaveTheirGroupBehindWhatTheFilesHave(Mission mission) throws Exception {
        assertThat(mission.ask("SELECT column_name FROM (DESCRIBE item_properties)"))
                .extracting(column -> column.get(0))
                .containsExactly("timestamp", "itemid", "property", "value", "property_group");
        assertThat(mission.ask("SELECT count(DISTINCT property_group) FROM item_properties"))
                .containsExactly(List.of("11"));
        assertThat(mission.ask("SELECT count(*) FROM item_properties WHERE property_group NOT IN (property, 'other')"))
                .containsExactly(List.of("0"));
    }

    private static void addressesAreThoseOfEmr(Mission mission) throws Exception {
        var launches = mission.stage().cloud().requests().of("elasticmapreduce", "RunJobFlow");
        assertThat(launches).hasSize(1);
        JsonNode launch = new ObjectMapper().readTree(launches.get(0).request().body());
        assertThat(launch.path("LogUri").asText()).startsWith("s3://");
        assertThat(launch.at("/BootstrapActions/0/ScriptBootstrapAction/Path").asText())
                .startsWith("s3://");
        JsonNode step = launch.at("/Steps/0/HadoopJarStep");
        assertThat(step.path("Jar").asText()).isEqualTo("command-runner.jar");
        assertThat(step.path("Args").get(0).asText()).isEqualTo("spark-submit");
        assertThat(step.path("Args").toString())
                .contains("\"s3://")
                .doesNotContain("s3a://", "file:", "127.0.0.1", "localhost");
    }

    /** One deployment for all of them: each opening takes as long as a run. */
    @Test
    void changedFilesMakeGenerationsAndFailedRunsLeaveTheTablesAsTheyWere() throws Exception {
        try (Mission mission = Mission.open(folder, Visits.DATASET)) {
            changedFilesMakeANewGenerationAndAFileThatLandsMeanwhileOneMore(mission);
            aKilledSparkProcessFailsTheRunAndNothingElse(mission);
            aFileThatLacksAColumnFailsTheRunAndNamesTheFileAndTheColumn(mission);
            rolledBackWithinSecondsAndWithoutACluster(mission);
        }
    }

    private static void changedFilesMakeANewGenerationAndAFileThatLandsMeanwhileOneMore(Mission mission)
            throws Exception {
        mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n2,cart,tue\n");
        assertThat(mission.runOver(1).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ids(mission)).containsExactly("1", "2");

        mission.put("visits-1.csv", Visits.HEADER + "11,home,wed\n12,cart,tue\n13,pay,1/2 a%20=ü\n");
        mission.await(2, run -> run.path("state").asText().equals("RUNNING"));
        mission.put("visits-2.csv", Visits.HEADER + "21,home,tue\n");
        JsonNode third = mission.runOver(3);
        assertThat(third.path("state").asText()).as("%s", third).isEqualTo("SUCCEEDED");
        assertThat(ids(mission)).containsExactly("11", "12", "13", "21");
        assertThat(mission.ask("SELECT DISTINCT day FROM visits ORDER BY day"))
                .containsExactly(List.of("1/2 a%20=ü"), List.of("tue"), List.of("wed"));

        mission.ticks(20);
        assertThat(mission.runs()).hasSize(3);
        assertThat(mission.clusters()).hasSize(3);
        assertThat(mission.clustersAlive()).isZero();
    }

    private static void aKilledSparkProcessFailsTheRunAndNothingElse(Mission mission) throws Exception {
        mission.put("visits-2.csv", Visits.HEADER + "22,home,tue\n");
        mission.await(4, run -> run.path("progress").isObject());
        assertThat(mission.sparkProcesses().map(ProcessHandle::destroyForcibly))
                .isNotEmpty()
                .allMatch(killed -> killed);

        failedOnceForGood(mission, 4, "STEP_FAILED", "the step failed on cluster j-");
        assertThat(ids(mission)).containsExactly("11", "12", "13", "21");
    }

    private static void aFileThatLacksAColumnFailsTheRunAndNamesTheFileAndTheColumn(Mission mission) throws Exception {
        mission.put("visits-2.csv", "id,day\n2,mon\n");
        JsonNode reason = failedOnceForGood(mission, 5, "BAD_INPUT", "visits-2.csv");
        assertThat(reason.path("message").asText()).contains("page");
        assertThat(ids(mission)).containsExactly("11", "12", "13", "21");

        // Put right, it is tried by itself.
        mission.put("visits-2.csv", Visits.HEADER + "23,cart,mon\n");
        assertThat(mission.runOver(6).path("state").asText()).isEqualTo("SUCCEEDED");
        assertThat(ids(mission)).containsExactly("11", "12", "13", "23");
    }

    private static void rolledBackWithinSecondsAndWithoutACluster(Mission mission) throws Exception {
        long begin = System.nanoTime();
        mission.orchestrator()
                .ask(Orchestrator.command("rollback")
                        .put("dataset", "visits")
                        .put("by", "ann")
                        .put("reason", "visits-2 is of another shop"));
        JsonNode back = mission.runOver(7);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(back.path("state").asText()).as("%s", back).isEqualTo("SUCCEEDED");

        for (int tick = 0; tick <= 5; tick++) {
            assertThat(ids(mission)).as("after %d more ticks", tick).containsExactly("11", "12", "13", "21");
            mission.ticks(1);
        }
        assertThat(mission.runs()).hasSize(7);
        assertThat(mission.clusters()).hasSize(6);
    }

    private static List<String> ids(Mission mission) throws Exception {
        return mission.ask("SELECT id FROM visits ORDER BY id").stream()
                .map(row -> row.get(0))
                .toList();
    }

    /** FAILED with a reason, an excerpt and one notice; no cluster; and so it stays. */
    private static JsonNode failedOnceForGood(Mission mission, int runs, String code, String words) {
        JsonNode run = mission.runOver(runs);
        assertThat(run.path("state").asText()).isEqualTo("FAILED");
        JsonNode reason = run.path("reason");
        assertThat(reason.path("code").asText()).as("%s", reason).isEqualTo(code);
        assertThat(reason.path("message").asText()).contains(words);
        assertThat(reason.path("excerpt")).isNotEmpty();
        FaultsIT.until(() -> !mission.noticesOf(run.path("runId").asText()).isEmpty());
        mission.ticks(20);
        assertThat(mission.runs()).hasSize(runs);
        assertThat(mission.clusters()).hasSize(runs);
        assertThat(mission.clustersAlive()).isZero();
        assertThat(mission.noticesOf(run.path("runId").asText())).hasSize(1);
        return reason;
    }
}
