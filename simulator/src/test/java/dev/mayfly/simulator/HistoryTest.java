package dev.mayfly.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.fault.FaultSource;
import dev.mayfly.simulator.history.Ending;
import dev.mayfly.simulator.history.Stage;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private final Stage stage = new Stage(dev.mayfly.simulator.mutant.Mutant.NONE);

    @Test
    void publishesWhatArrivedWhenNothingGoesWrong() {
        Ending ending = stage.playCalmly(FaultSource.NONE, true);
        assertThat(ending.violations()).isEmpty();
        assertThat(ending.finished()).as(String.join("\n", ending.lines())).isTrue();
    }

    @Test
    void isTheSameAgainForTheSameSeed() {
        for (long seed = 1; seed < 20; seed++) {
            assertThat(stage.play(seed, false).hash())
                    .as("trace hash of seed %d", seed)
                    .isEqualTo(stage.play(seed, false).hash());
        }
    }
}
