package dev.mayfly.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.Summary.Failure;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import dev.mayfly.simulator.history.Ending;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A failure that nobody can see again helps nobody. */
class FailureTest {
    private static final Pattern COMMAND =
            Pattern.compile("\\./mayfly bench simulate --tale '([^']+)' --fault '([^']+)' --mutant '([^']+)'");

    @Test
    void ofASingleFaultSaysHowItIsPlayedAgain() {
        List<Failure> failures =
                Simulator.of("notices sent once").singleFaults("one run").failures();
        assertThat(failures).extracting(Failure::what).anyMatch(what -> what.contains("tells of every run"));
        for (Failure failure : failures) {
            Matcher command = COMMAND.matcher(failure.replay());
            assertThat(command.matches()).as(failure.replay()).isTrue();
            Ending again =
                    Simulator.of(command.group(3)).tale(command.group(1), List.of(Planned.parse(command.group(2))));
            assertThat(again.violations()).hasToString(failure.what());
        }
    }
}
