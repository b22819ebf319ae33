package dev.mayfly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.Script.Going;
import dev.mayfly.cli.Script.Said;
import dev.mayfly.cli.mission.Visits;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The embedded cloud in one terminal, and every word that is needed from files to answers said in another. Most are said in this
 * process: a machine that starts a java for each look has no time for the cloud.
 */
@Timeout(300)
@Tag("full")
class LocalIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GLANCE = Duration.ofMillis(250);
    private static final int EXPORTS = 5;

    @TempDir
    private Path folder;

    private Script mayfly;
    private String endpoint;
    private Going local;

    @BeforeEach
    void thereAreFilesAndTheirDefinition() throws IOException {
        mayfly = Script.in(folder);
        System.setProperty("mayfly.home", Script.ROOT.toString());
        Files.writeString(folder.resolve("visits.yaml"), Visits.DATASET);
        Files.createDirectory(folder.resolve("server"));
        Files.writeString(folder.resolve("server/visits-1.csv"), Visits.HEADER + "1,home,mon\n2,cart,tue\n3,pay,tue\n");
    }

    @AfterEach
    void nothingGoesOn() throws Exception {
        System.clearProperty("mayfly.home");
        local.stop();
    }

    @Test
    void everyWordFromFilesToAnswersAndItsStateIsFoundAgain() throws Exception {
        local = started();
        assertThat(local.printed()).contains("Files that arrive at s3://", "/visits/ start a run");

        assertThat(well("plan", "visits").out()).contains("nothing would be launched", "visits*.csv");
        assertThat(sync()).startsWith("uploaded 1 of 1 files");
        String run = theOnlyRun(state -> !state.path("endedAt").isNull())
                .path("runId")
                .asText();
        assertThat(sync()).startsWith("nothing new: all 1 files are there");

        assertThat(well("status", run).out())
                .contains(run + "  SUCCEEDED")
                .contains("visits: 3 rows, 0 rejected, 2 partitions")
                .contains("attempt 1 on cluster j-");
        assertThat(mayfly.say("runs", "visits").out().lines())
                .as("with what was exported")
                .singleElement()
                .asString()
                .contains(run, "SUCCEEDED", "USD");
        threeVisitsAreRead();

        // On a busy machine a run's end is told of for longer than a word waits for it.
        Said again = awaited(() -> say("run", "visits"), said -> said.out().startsWith("nothing new since run " + run));
        assertThat(again.exitCode()).isEqualTo(1);
        Said dear = say("run", "visits", "--budget-usd", "1000");
        assertThat(dear.exitCode()).isEqualTo(1);
        assertThat(dear.err()).contains("budgetUsd is 1000", "above the deployment's ceiling");

        assertThat(local.stop().err()).isEmpty();
        local = started();
        assertThat(theOnlyRun(state -> true).path("runId").asText()).isEqualTo(run);
        threeVisitsAreRead();
    }

    /** The first terminal; the second says what it prints. */
    private Going started() throws Exception {
        Going going = mayfly.start(
                "local", "--port", "0", "--dir", folder.resolve("cloud").toString(), "--dataset", definition());
        List<String> variables = awaited(
                () -> {
                    assertThat(going.process().isAlive())
                            .as(Files.readString(going.err()))
                            .isTrue();
                    return variables(going);
                },
                found -> found.size() == EXPORTS);
        for (String variable : variables) {
            String[] pair = variable.split("=", 2);
            mayfly.export(pair[0], pair[1]);
            if (pair[0].equals("AWS_ENDPOINT_URL")) {
                endpoint = pair[1];
            }
        }
        return going;
    }

    private static List<String> variables(Going going) throws IOException {
        return going.printed()
                .lines()
                .filter(line -> line.startsWith("export "))
                .flatMap(line -> List.of(line.split(" ")).stream())
                .filter(word -> word.contains("="))
                .toList();
    }

    private String sync() throws Exception {
        return well("sync", folder.resolve("server").toString(), "visits", "--dataset-file", definition())
                .out();
    }

    private void threeVisitsAreRead() throws Exception {
        assertThat(well("query", "SELECT count(*) AS visits FROM visits").out().lines())
                .containsExactly("visits", "3");
    }

    private JsonNode theOnlyRun(Predicate<JsonNode> expected) throws Exception {
        JsonNode runs = awaited(
                () -> JSON.readTree(well("runs", "visits", "--json").out()).path("runs"),
                found -> !found.isEmpty() && expected.test(found.get(0)));
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private static <T> T awaited(Callable<T> look, Predicate<T> expected) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.call();
        while (!expected.test(seen)) {
            assertThat(System.nanoTime()).as("patience with %s", seen).isLessThan(end);
            LockSupport.parkNanos(GLANCE.toNanos());
            seen = look.call();
        }
        return seen;
    }

    private Said well(String... words) throws Exception {
        Said said = say(words);
        assertThat(said.exitCode()).as("%s: %s", List.of(words), said).isZero();
        return said;
    }

    private Said say(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--endpoint", endpoint));
        int exitCode = Mayfly.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Said(exitCode, out.toString(), err.toString());
    }

    private String definition() {
        return folder.resolve("visits.yaml").toString();
    }
}
