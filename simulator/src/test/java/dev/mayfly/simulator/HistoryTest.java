package dev.mayfly.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.mutant.Mutant;
import dev.mayfly.simulator.scenario.FixedScenario;
import dev.mayfly.simulator.scenario.Harness;
import dev.mayfly.simulator.scenario.SimulationResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    private final Harness stage = new Harness(Mutant.NONE);

    static List<FixedScenario> scenarios() {
        return FixedScenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyTaleEndsWell(FixedScenario scenario) {
        SimulationResult ending = stage.play(scenario, List.of(), true);
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

    @Test
    void peopleAreToldInEmrsWordsWhichBootstrapActionFailed() {
        SimulationResult ending = stage.play(FixedScenario.named("bootstraps fail"), List.of(), true);
        assertThat(ending.lines())
                .filteredOn(line -> line.contains("  notice ") && line.contains("FAILED"))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("BOOTSTRAP_FAILURE: On the master instance (i-0), bootstrap action 1 returned"
                                + " a non-zero return code"));
    }

    /** The same run, one rung lower each time, until the one that has capacity; nobody is told of a failure. */
    @ParameterizedTest
    @ValueSource(longs = {4, 1, 2, 3})
    void aRunGoesDownToTheRungThatHasCapacity(long seed) {
        SimulationResult ending = stage.playLadder(seed, true);
        assertThat(ending.good()).as("%s", ending.violations()).isTrue();
        long rung = seed % 4 + 1;
        assertThat(ending.lines())
                .filteredOn(line -> line.contains("is created for mayfly/"))
                .hasSize((int) rung)
                .last()
                .asString()
                .contains("/a" + rung + ";")
                .endsWith("its fate: NONE");
        assertThat(ending.lines())
                .filteredOn(line -> line.contains("  notice "))
                .singleElement()
                .asString()
                .contains("SUCCEEDED");
    }

    /** All of them are writes of one object, and faults at each of them are others. */
    @Test
    void everyStepThatAHeadSavesIsAPlaceOfItsOwn() {
        SimulationResult calm = new Simulator().scenario("a publication that goes on where it stopped", List.of());
        assertThat(calm.calls().keySet())
                .extracting(FaultPoint::toString)
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
        SimulationResult calm = new Simulator().scenario("one run", List.of());
        assertThat(calm.lines())
                .filteredOn(line -> line.contains("events.PutEvents Dataset Published"))
                .singleElement()
                .asString()
                .contains("\"dataset\":\"shop\"", "\"runId\":");
    }
}
