package dev.mayfly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MayflyTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line =
            Mayfly.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));

    @Test
    void namesEveryCommandInItsHelp() {
        assertThat(line.execute("--help")).isZero();
        assertThat(out.toString())
                .contains("Launches a short-lived EMR cluster for one job and makes sure that it dies.")
                .contains("demo", "local", "sync", "run", "runs", "status", "query")
                .contains("plan", "rerun", "cancel", "hold", "release", "approve", "rollback", "reap", "drain");
    }

    @Test
    void refusesAnUnknownWordWithExitCodeTwoAndASuggestion() {
        assertThat(line.execute("dem")).isEqualTo(2);
        assertThat(err.toString()).contains("Unmatched argument").contains("demo");
        assertThat(line.execute("demo", "--scale", "large")).isEqualTo(2);
        assertThat(err.toString()).contains("'large' is not a double");
    }

    @Test
    void answersAnErrorInOneSentenceWithExitCodeOne() {
        System.setProperty("mayfly.home", "..");
        try {
            assertThat(line.execute("demo", "--data", "/no/such/folder")).isEqualTo(1);
        } finally {
            System.clearProperty("mayfly.home");
        }
        assertThat(err.toString().lines()).singleElement().asString().contains("mayfly: /no/such/folder is no folder");
    }
}
