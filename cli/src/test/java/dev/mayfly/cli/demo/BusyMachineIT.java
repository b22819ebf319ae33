package dev.mayfly.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.Script;
import dev.mayfly.cli.Script.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo beside eight processes that take all the processor time they get. */
@Timeout(1_800)
@Tag("full")
class BusyMachineIT {
    private static final int BUSY = 8;
    private final List<Process> busy = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void occupyTheMachine() throws IOException {
        for (int i = 0; i < BUSY; i++) {
            busy.add(new ProcessBuilder("sh", "-c", "while :; do :; done").start());
        }
    }

    @AfterEach
    void letTheMachineGo() {
        busy.forEach(Process::destroyForcibly);
    }

    @Test
    void theDemoSucceedsWithOneCluster() throws Exception {
        Said said = Script.in(folder).waiting(Duration.ofMinutes(28)).say("demo", "--json");
        assertThat(said.exitCode()).as(said.err()).isZero();
        assertThat(busy).as("still busy").allMatch(Process::isAlive);
        JsonNode json = new ObjectMapper().readTree(said.out());
        assertThat(json.path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(json.path("clustersLaunched").asInt()).isEqualTo(1);
        assertThat(json.path("clustersAlive").asInt(-1)).isZero();
        assertThat(Path.of(json.path("dir").asText())).doesNotExist();
    }
}
