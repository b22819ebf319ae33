package dev.mayfly.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.cloud.ClusterScript.FailureMode;
import dev.mayfly.simulator.mutant.Mutant;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a day of ticks does when nobody comes to look. */
class DayTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long MINUTE = 60;
    private final Harness stage = new Harness(Mutant.NONE);

    @Test
    void aFileThatLacksAColumnCostsOneClusterAndOneNotice() {
        FinalState day = afterADay(
                Workload.upload(5, "events1.csv", "event,thing\nview,1\n"),
                Workload.upload(9, "items.csv", Workload.good(1, 1)));
        assertThat(day.launches()).hasSize(1);
        assertThat(day.notices()).singleElement().asString().endsWith("/FAILED");
        assertThat(day.attemptsShown()).isEmpty();
    }

    @Test
    void nothingRestartsWhatAPersonCancelled() {
        FinalState day = afterADay(events(5, 0, 3), items(), Workload.said(6 * MINUTE, "cancel"));
        assertThat(day.launches()).hasSize(1);
        assertThat(day.notices()).singleElement().asString().endsWith("/CANCELLED");
        assertThat(day.attemptsShown()).isEmpty();
    }

    @Test
    void whatWasRolledBackStaysRolledBack() {
        FinalState before = stage.pass(Workload.of(List.of(events(5, 0, 3), items())), Duration.ofMinutes(40));
        FinalState day = afterADay(
                events(5, 0, 3),
                items(),
                events(40 * MINUTE, 1, 3),
                Workload.said(90 * MINUTE, "rollback"),
                events(120 * MINUTE, 2, 3));
        assertThat(day.launches()).hasSize(2);
        assertThat(day.attemptsShown()).isEqualTo(before.attemptsShown()).hasSize(1);
    }

    @Test
    void aTruncatedFileIsHeldAndTheTablesStayAsTheyWere() {
        FinalState before = stage.pass(Workload.of(List.of(events(5, 0, 3), items())), Duration.ofMinutes(40));
        FinalState day = afterADay(events(5, 0, 3), items(), events(40 * MINUTE, 1, 1));
        assertThat(day.attemptsShown()).isEqualTo(before.attemptsShown()).hasSize(1);
        assertThat(day.launches()).hasSize(2);
        assertThat(day.notices()).last().asString().endsWith("/HELD");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureMode.class,
            names = {"STRAY_FILE", "SHORT_FILE", "MISSING_FILE"})
    void outputThatIsNotWhatItsManifestSaysIsAFailureAndNobodySeesAnyOfIt(FailureMode trouble) {
        Workload cursed = new Workload(
                List.of(events(5, 0, 3), items()),
                24 * 60,
                FaultRates.NONE,
                Topology.ALONE,
                Optional.of(trouble),
                Capacity.ANY,
                Budgets.AMPLE,
                Outage.NONE,
                LocalTime.of(8, 0));
        FinalState day = stage.pass(cursed, Duration.ofHours(12));
        assertThat(day.lines()).anyMatch(line -> line.endsWith("its fate: " + trouble));
        assertThat(day.lines()).anyMatch(line -> line.endsWith("leaves its manifest"));
        assertThat(day.violations()).isEmpty();
        assertThat(day.launches()).hasSize(1);
        assertThat(day.notices()).singleElement().asString().endsWith("/FAILED");
        assertThat(day.attemptsShown()).isEmpty();
    }

    @Test
    void aFileRewrittenEveryMinuteStartsByMaxWaitAndIsPublished() {
        FinalState soon = stage.pass(Workload.of(Workload.restless(24 * 60)), Duration.ofMinutes(55));
        assertThat(soon.launches())
                .first()
                .satisfies(launch -> assertThat(launch).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(22)));
        assertThat(soon.attemptsShown()).as("while it is still being rewritten").hasSize(1);
        assertThat(soon.notices()).allSatisfy(notice -> assertThat(notice).endsWith("/SUCCEEDED"));
    }

    private FinalState afterADay(Workload.WorkloadEvent... deeds) {
        FinalState day = stage.pass(Workload.of(new ArrayList<>(List.of(deeds))), DAY);
        assertThat(day.violations()).isEmpty();
        assertThat(day.nothingAlive()).isTrue();
        return day;
    }

    private static Workload.WorkloadEvent events(long second, int variant, int kinds) {
        return Workload.upload(second, "events1.csv", Workload.good(variant, kinds));
    }

    private static Workload.WorkloadEvent items() {
        return Workload.upload(9, "items.csv", Workload.good(1, 1));
    }
}
