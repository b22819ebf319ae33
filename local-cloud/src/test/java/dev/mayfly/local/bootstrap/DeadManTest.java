package dev.mayfly.local.bootstrap;

import static dev.mayfly.local.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script that ships to the nodes, run by a real bash; a command that writes a file takes the place of powering off. */
class DeadManTest {
    private static final Path SCRIPT = Path.of("..", "bootstrap", "dead-man.sh").toAbsolutePath();
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path node;

    private record Ran(int exit, String output) {}

    @AfterEach
    void disarm() throws IOException {
        armed().ifPresent(timer -> {
            timer.descendants().forEach(ProcessHandle::destroyForcibly);
            timer.destroyForcibly();
        });
    }

    @Test
    void powersTheNodeOffWhenTheTimeIsOver() throws Exception {
        mark();
        Ran ran = deadMan("--at", in(1), "--cluster", "mayfly/test/shop/20260101T000000Z-0badcafe/a1");
        assertThat(ran.exit()).isZero();
        assertThat(ran.output()).contains("/a1: power off in");
        eventually(SOON, () -> assertThat(node.resolve("off")).exists());
    }

    @Test
    void powersANodeOffAtOnceThatCameUpAfterItsTime() throws Exception {
        mark();
        assertThat(deadMan("--at", in(-3_600)).output()).contains("power off in 1 s");
        eventually(SOON, () -> assertThat(node.resolve("off")).exists());
    }

    @Test
    void aSecondRunReplacesTheTimerOfTheFirst() throws Exception {
        mark();
        assertThat(deadMan("--at", in(1_000)).exit()).isZero();
        ProcessHandle first = armed().orElseThrow();
        assertThat(deadMan("--at", in(1_001)).exit()).isZero();
        eventually(SOON, () -> assertThat(first.isAlive()).isFalse());
        assertThat(armed())
                .get()
                .satisfies(second -> assertThat(second.isAlive()).isTrue());
        assertThat(node.resolve("off")).doesNotExist();
    }

    @Test
    void leavesAMachineAloneThatEmrDidNotMark() throws Exception {
        Ran ran = deadMan("--at", in(1));
        assertThat(ran.exit()).isZero();
        assertThat(ran.output()).contains("does not name a job flow", "nothing is armed");
        Files.writeString(node.resolve("job-flow.json"), "{\"instanceId\":\"i-1\"}");
        assertThat(deadMan("--at", in(1)).output()).contains("nothing is armed");
        assertThat(armed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--at",
                "--at x",
                "--at 0",
                "--at -5",
                "--at 1750000000.5",
                "--at 2026-01-01T00:00:00Z",
                "--at $(id)",
                "--at 1750000000 --cluster a;b",
                "--at 1750000000 --now"
            })
    void refusesArgumentsThatItDoesNotUnderstand(String arguments) throws Exception {
        mark();
        Ran ran = deadMan(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.output()).contains("usage: dead-man.sh --at EPOCH-SECONDS");
        assertThat(armed()).isEmpty();
    }

    private static String in(long seconds) {
        return Long.toString(Instant.now().plusSeconds(seconds).getEpochSecond());
    }

    private void mark() throws IOException {
        Files.writeString(node.resolve("job-flow.json"), "{\"jobFlowId\": \"j-2AXXXXXXGAPLF\"}");
    }

    private Optional<ProcessHandle> armed() throws IOException {
        Path pid = node.resolve("mayfly-dead-man.pid");
        return Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                : Optional.empty();
    }

    private Ran deadMan(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("MAYFLY_NODE_INFO", node.resolve("job-flow.json").toString());
        builder.environment().put("MAYFLY_POWEROFF", "touch '" + node.resolve("off") + "'");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), output);
    }
}
