package dev.mayfly.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The node's last timer: fires at its time on a node of EMR, arms nowhere else, and takes no word for another. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class DeadManTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private Path info;
    private Path off;

    @BeforeEach
    void aNodeOfEmr() throws IOException {
        info = folder.resolve("job-flow.json");
        off = folder.resolve("off");
        Files.writeString(info, "{\"jobFlowId\": \"j-ABC123\"}");
    }

    @Test
    void powersTheNodeOffAtItsTimeAndNotBefore() throws Exception {
        Instant armed = Instant.now();
        assertThat(run("--at", in(2), "--cluster", "mayfly/m/shop/r/a1").code()).isZero();
        while (!Files.exists(off) && Duration.between(armed, Instant.now()).compareTo(PATIENCE) < 0) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(off).as("the power-off").exists();
        assertThat(Duration.between(armed, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(900));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"jobFlowId\": \"\"}", "{\"jobFlowId\": \"i-123\"}", "jobFlowId"})
    void armsNothingOnAMachineThatIsNoNodeOfEmr(String marker) throws Exception {
        Files.writeString(info, marker);

        Ended ended = run("--at", in(1));

        assertThat(ended.code()).isZero();
        assertThat(ended.said()).contains("nothing is armed");
        assertThat(folder.resolve("mayfly-dead-man.pid")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1.5",
                "1e3",
                "",
                " 5",
                "5;touch x",
                "$(touch x)",
                "`touch x`",
                "99999999",
                "99999999999",
                "5\n6",
                "--help",
                "0x10",
                "٣"
            })
    void aMomentThatIsNoWholeSecondSince1970IsRefused(String time) throws Exception {
        refused(run("--at", time));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "$(touch x)", "`touch x`", "a;b", "a\nb", "a'b", "a\"b", "a|b", "é", "*"})
    void aClusterIsNotNamedSo(String name) throws Exception {
        refused(run("--at", in(5), "--cluster", name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--conf", "-x", "5", "--at=5", "--cluster"})
    void anUnknownArgumentIsRefused(String argument) throws Exception {
        refused(run(argument));
    }

    @Test
    void theUnitsOfATimePassSystemdsOwnCheck() throws Exception {
        String at = in(3_600);
        Path units = Files.createDirectory(folder.resolve("units"));

        assertThat(run("--at", at, "--units", units.toString()).code()).isZero();

        assertThat(units.resolve("mayfly-dead-man.timer")).content().contains("OnCalendar=@" + at, "Persistent=true");
        assertThat(folder.resolve("mayfly-dead-man.pid")).doesNotExist();
        assumeThat(Path.of("/usr/bin/systemd-analyze"))
                .as("systemd-analyze, without which the units are not checked")
                .exists();
        Process check = new ProcessBuilder(
                        "systemd-analyze",
                        "verify",
                        units.resolve("mayfly-dead-man.timer").toString(),
                        units.resolve("mayfly-dead-man.service").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
        assertThat(said).doesNotContain("mayfly-dead-man");
    }

    /** A timer of systemd that is armed for a moment of the past never elapses. */
    @Test
    void systemdPowersTheNodeOffAtOnceWhereItsTimeIsOver() throws Exception {
        assertThat(calls("--at", in(-1)))
                .endsWith(
                        "systemctl restart mayfly-dead-man.timer",
                        "systemctl start --no-block mayfly-dead-man.service");
    }

    /** What the service is started at once for. */
    @Test
    void aTimeThatIsOverNeverComesToSystemd() throws Exception {
        assumeThat(Path.of("/usr/bin/systemd-analyze"))
                .as("systemd-analyze, which says when a time comes")
                .exists();

        assertThat(ended(new ProcessBuilder("systemd-analyze", "calendar", "@" + in(-3_600)).redirectErrorStream(true))
                        .said())
                .contains("Next elapse: never");
    }

    @Test
    void systemdWaitsForATimeToCome() throws Exception {
        assertThat(calls("--at", in(3_600)))
                .contains(
                        "tee /etc/systemd/system/mayfly-dead-man.timer",
                        "tee /etc/systemd/system/mayfly-dead-man.service")
                .endsWith("systemctl restart mayfly-dead-man.timer");
    }

    /** What is asked of a systemd: a command that writes itself down and does nothing takes the place of sudo. */
    private List<String> calls(String... arguments) throws Exception {
        Path sudo = Files.createDirectory(folder.resolve("bin")).resolve("sudo");
        Path calls = folder.resolve("calls");
        Files.writeString(sudo, "#!/bin/sh\necho \"$*\" >>'" + calls + "'\n[ \"$1\" != tee ] || cat >/dev/null\n");
        assertThat(sudo.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = script(arguments);
        builder.environment().remove("MAYFLY_POWEROFF");
        builder.environment().put("MAYFLY_SYSTEMD", folder.toString());
        builder.environment().merge("PATH", "", (path, none) -> sudo.getParent() + ":" + path);
        Ended ended = ended(builder);
        assertThat(ended.code()).as(ended.said()).isZero();
        assertThat(folder.resolve("mayfly-dead-man.pid")).doesNotExist();
        return Files.readAllLines(calls);
    }

    private void refused(Ended ended) {
        assertThat(ended.code()).as(ended.said()).isEqualTo(2);
        assertThat(ended.said()).contains("usage: dead-man.sh");
        assertThat(folder.resolve("mayfly-dead-man.pid")).doesNotExist();
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static String in(int seconds) {
        return Long.toString(Instant.now().getEpochSecond() + seconds);
    }

    private record Ended(int code, String said) {}

    private Ended run(String... arguments) throws Exception {
        return ended(script(arguments));
    }

    private ProcessBuilder script(String... arguments) {
        String[] words = new String[arguments.length + 2];
        words[0] = "bash";
        words[1] = Path.of("..", "bootstrap", "dead-man.sh").toAbsolutePath().toString();
        System.arraycopy(arguments, 0, words, 2, arguments.length);
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("MAYFLY_NODE_INFO", info.toString());
        builder.environment().put("MAYFLY_POWEROFF", "touch '" + off + "'");
        return builder;
    }

    private static Ended ended(ProcessBuilder builder) throws Exception {
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }
}
