package dev.mayfly.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(bytes, true, UTF_8), false);

    @Test
    void whereNobodyWatchesEachStepIsOneLineHoweverItsFiguresGrow() throws IOException {
        progress.run(running("check", "events", 0, "0.001"));
        progress.run(running("check", "events", 1200, "0.002"));
        progress.run(running("write", "events", 1200, "0.003"));
        progress.run(running("inputs", "", 1200, "0.004"));

        assertThat(bytes.toString(UTF_8).lines())
                .containsExactly(
                        "RUNNING · cluster j-1 RUNNING · check events · 3 Spark stages done · 0 rows read, 0 written · 0.001 of 1.5 USD",
                        "RUNNING · cluster j-1 RUNNING · write events · 3 Spark stages done · 1,200 rows read, 0 written · 0.003 of 1.5 USD",
                        "RUNNING · cluster j-1 RUNNING · inputs · 3 Spark stages done · 1,200 rows read, 0 written · 0.004 of 1.5 USD");
    }

    private static JsonNode running(String phase, String table, long rows, String cost) throws IOException {
        return new ObjectMapper().readTree("""
                        {"state": "RUNNING", "attempts": [{"clusterId": "j-1", "clusterState": "RUNNING"}],
                         "progress": {"phase": "%s", "table": "%s", "stagesDone": 3, "rowsRead": %d, "rowsWritten": 0},
                         "cost": {"accruedUsd": "%s", "budgetUsd": "1.5"}}""".formatted(phase, table, rows, cost));
    }
}
