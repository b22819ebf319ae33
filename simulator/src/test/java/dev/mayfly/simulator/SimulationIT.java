package dev.mayfly.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size can be set with {@code -Dmayfly.histories=}, and the first fresh seed with {@code -Dmayfly.freshSeed=}. */
class SimulationIT {
    private static final long HISTORIES = Long.getLong("mayfly.histories", 2_000);
    private static final long FRESH_HISTORIES = 1_000;
    private static final long MANY = Math.max(HISTORIES, 10_000);
    private static final long LATER_HISTORIES = 500;
    private static final long LADDERS = 400;
    private static final long FEW_SEEDS = 60;
    private static final long MISREADING_SEEDS = 100;
    private static final long MUTANT_SEEDS = Long.getLong("mayfly.mutantSeeds", 10_000);
    private final Simulator simulator = new Simulator();

    @Test
    void everyHistoryAndEverySingleFaultKeepsEveryPromise() {
        assertKept(simulator.histories(1, HISTORIES).plus(simulator.singleFaults()));
    }

    @Test
    @Tag("full")
    void tenThousandHistoriesAndEverySingleFaultKeepEveryPromise() {
        assertKept(simulator.histories(1, MANY).plus(simulator.singleFaults()));
    }

    private static void assertKept(Summary summary) {
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.violations()).isZero();
        assertThat(summary.unfinished()).isZero();
        assertThat(summary.uncovered()).as("faults that occurred nowhere").isEmpty();
    }

    /** Histories that no run has played before; a seed that fails is printed and plays again. */
    @Test
    @Tag("full")
    void freshHistoriesKeepEveryPromise() {
        long first =
                Long.getLong("mayfly.freshSeed", ThreadLocalRandom.current().nextLong(1_000_000, Integer.MAX_VALUE));
        System.out.printf("%d fresh histories from seed %d%n", FRESH_HISTORIES, first);
        Summary summary = simulator.histories(first, FRESH_HISTORIES);
        assertThat(summary.failures())
                .as("again with -Dmayfly.freshSeed=%d", first)
                .isEmpty();
        assertThat(summary.violations()).isZero();
        assertThat(summary.unfinished()).isZero();
    }

    /** The present code cannot read what the later one has written, and must do no harm to it. */
    @Test
    void everyHistoryInWhichLaterCodeIsDeployedKeepsEveryPromise() {
        Summary summary = Simulator.ofRollout().histories(1, LATER_HISTORIES);
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.unfinished()).isZero();
    }

    /** Four rungs take turns at being the only one with capacity, a hundred times each. */
    @Test
    void everyRunEndsOnTheOneRungThatHasCapacity() {
        assertEndsOnTheRung(simulator.ladders(1, LADDERS));
    }

    @Test
    @Tag("full")
    void tenThousandRunsEndOnTheOneRungThatHasCapacity() {
        assertEndsOnTheRung(simulator.ladders(1, 10_000));
    }

    private static void assertEndsOnTheRung(Summary summary) {
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.violations()).isZero();
        assertThat(summary.unfinished()).isZero();
    }

    /** As it was once: EMR lists the step of a cluster that ended before it as CANCELLED. */
    @ParameterizedTest
    @ValueSource(
            strings = {"an unstarted step read as failed", "EMR's reason left out", "a person's termination overlooked"
            })
    void whoeverMisreadsTheEndOfAClusterIsNoticedWithinAHundredSeeds(String mutant) {
        assertThat(Simulator.noticed(mutant, MISREADING_SEEDS)).as(mutant).isPresent();
    }

    /** Few random histories lack capacity, and so show these mutants late; where one rung alone has it, most runs have to climb. */
    @ParameterizedTest
    @ValueSource(
            strings = {"an unstarted step read as failed", "no capacity taken for lost", "full subnets asked again"})
    void whoeverDoesNotClimbIsNoticedWithinAHundredSeedsWhereOneRungHasCapacity(String mutant) {
        assertThat(Simulator.noticedOnLadders(mutant, MISREADING_SEEDS))
                .as(mutant)
                .isPresent();
    }

    @Test
    @Tag("full")
    void everySingleFaultWhileLaterCodeIsDeployedKeepsEveryPromiseToo() {
        assertThat(Simulator.ofRollout().singleFaults().failures()).isEmpty();
    }

    @Test
    @Tag("full")
    void everySingleFaultAtEveryWriteKeepsEveryPromiseToo() {
        assertThat(simulator.singleFaultsAtEveryWrite().failures()).isEmpty();
    }

    /** Of the shortest scenario; those of all take hours of one processor. */
    @Test
    @Tag("full")
    void everyPairOfFaultsInATaleKeepsEveryPromiseToo() {
        Summary summary = simulator.pairs("a file without a column");
        assertThat(summary.failures()).isEmpty();
        assertThat(summary.unfinished()).isZero();
    }

    @Test
    @Tag("full")
    void manyHistoriesAreTheSameAgain() {
        assertThat(simulator.histories(1, MANY).traceHash())
                .isEqualTo(simulator.histories(1, MANY).traceHash());
    }

    @Test
    void mostMutantsAreNoticedWithinAFewSeeds() {
        assertThat(simulator.mutants(FEW_SEEDS))
                .filteredOn(killing -> killing.seed().isPresent())
                .hasSizeGreaterThanOrEqualTo(18)
                .extracting(Simulator.MutantResult::mutant)
                .contains("naive list-then-run");
    }

    /** A promise that nothing can break promises nothing. */
    @Test
    @Tag("full")
    void everyMutantIsNoticedAndEveryPromiseButOneIsTheFirstToNoticeOne() {
        List<Simulator.MutantResult> killings = simulator.mutants(MUTANT_SEEDS);
        assertThat(killings)
                .hasSizeGreaterThanOrEqualTo(10)
                .allSatisfy(killing ->
                        assertThat(killing.seed()).as(killing.mutant()).isPresent())
                .extracting(Simulator.MutantResult::mutant)
                .contains("naive list-then-run");
        assertThat(killings)
                .extracting(Simulator.MutantResult::promise)
                .contains(
                        "one request for an attempt",
                        "three launches",
                        "within budget",
                        "no bill above what was said",
                        "told to stop by the deadline and two ticks",
                        "told to stop by ten minutes after the deadline",
                        "a healthy cluster is left to work",
                        "others are left alone",
                        "waits before it revokes",
                        "adopts what is shown",
                        "published is verified",
                        "no step back",
                        "told is shown",
                        "one end",
                        "the head only grows",
                        "only output is taken away",
                        "leaves what may be read",
                        "stays rolled back",
                        "stays held",
                        "stays cancelled",
                        "put right by audit",
                        "waits for quiet",
                        "climbs the ladder",
                        "not where it was refused",
                        "names the cause",
                        "stays terminated",
                        "starts by itself",
                        "tells of every run",
                        "puts on the bus",
                        "liveness");
    }

    /** A second driver works for so short a time that another promise is broken in most of its histories before. */
    @Test
    @Tag("full")
    void aSecondDriverThatWorksIsNoticedForWhatItIs() {
        assertThat(Simulator.breaks("naive relaunch", "one working driver", MUTANT_SEEDS))
                .isPresent();
    }
}
