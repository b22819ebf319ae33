package dev.mayfly.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.fault.Site;
import dev.mayfly.simulator.history.Ending;
import dev.mayfly.simulator.history.Stage;
import dev.mayfly.simulator.history.Tale;
import dev.mayfly.simulator.mutant.Mutant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryTest {
    private final Stage stage = new Stage(Mutant.NONE);

    static List<Tale> tales() {
        return Tale.all();
    }

    @ParameterizedTest
    @MethodSource("tales")
    void everyTaleEndsWell(Tale tale) {
        Ending ending = stage.play(tale, List.of(), true);
        assertThat(ending.violations()).isEmpty();
        assertThat(ending.finished()).as(String.join("\n", ending.lines())).isTrue();
    }

    @Test
    void isTheSameAgainForTheSameSeed() {
        for (long seed = 1; seed <= 100; seed++) {
            assertThat(stage.play(seed, false).hash())
                    .as("trace hash of seed %d", seed)
                    .isEqualTo(stage.play(seed, true).hash());
        }
    }

    /** All of them are writes of one object, and faults at each of them are others. */
    @Test
    void everyStepThatAHeadSavesIsAPlaceOfItsOwn() {
        Ending calm = new Simulator().tale("a publication that goes on where it stopped", List.of());
        assertThat(calm.calls().keySet())
                .extracting(Site::toString)
                .contains(
                        "s3.PutObject(head)",
                        "s3.PutObject(head LAUNCHING)",
                        "s3.PutObject(head LAUNCHING on a cluster)",
                        "s3.PutObject(head LAUNCHING with a schedule)",
                        "s3.PutObject(head RUNNING)",
                        "s3.PutObject(head PUBLISHING)",
                        "s3.PutObject(head PUBLISHING by somebody)",
                        "s3.PutObject(head PUBLISHING further)",
                        "s3.PutObject(head ENDING)",
                        "s3.PutObject(head ENDING and gone)",
                        "s3.PutObject(head ENDED)",
                        "s3.PutObject(head settled)");
    }

    @Test
    void whateverComesNextIsToldOnceThatTheDatasetIsPublished() {
        Ending calm = new Simulator().tale("one run", List.of());
        assertThat(calm.lines())
                .filteredOn(line -> line.contains("events.PutEvents Dataset Published"))
                .singleElement()
                .asString()
                .contains("\"dataset\":\"shop\"", "\"runId\":");
    }
}
