package dev.mayfly.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.Simulator.Killing;
import org.junit.jupiter.api.Test;

/** The size can be set with {@code -Dmayfly.histories=}; every build plays ten thousand. */
class SimulationIT {
    private static final long HISTORIES = Long.getLong("mayfly.histories", 10_000);
    private static final long MUTANT_SEEDS = Long.getLong("mayfly.mutantSeeds", 10_000);
    private final Simulator simulator = new Simulator();

    @Test
    void everyHistoryAndEverySingleFaultKeepsEveryPromise() {
        Summary summary = simulator.histories(1, HISTORIES).plus(simulator.singleFaults());
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.violations()).isZero();
        assertThat(summary.unfinished()).isZero();
        assertThat(summary.uncovered()).as("faults that occurred nowhere").isEmpty();
    }

    @Test
    void everyMutantIsNoticed() {
        assertThat(simulator.mutants(MUTANT_SEEDS))
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(killing ->
                        assertThat(killing.seed()).as(killing.mutant()).isPresent())
                .extracting(Killing::mutant)
                .contains("naive list-then-run");
    }
}
