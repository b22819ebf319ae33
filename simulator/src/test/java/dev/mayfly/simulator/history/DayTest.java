package dev.mayfly.simulator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.cloud.Fate;
import dev.mayfly.simulator.history.Story.Deed;
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
    private final Stage stage = new Stage(Mutant.NONE);

    @Test
    void aFileThatLacksAColumnCostsOneClusterAndOneNotice() {
        Aftermath day = afterADay(
                Story.upload(5, "events1.csv", "event,thing\nview,1\n"),
                Story.upload(9, "items.csv", Story.good(1, 1)));
        assertThat(day.launches()).hasSize(1);
        assertThat(day.notices()).singleElement().asString().endsWith("/FAILED");
        assertThat(day.attemptsShown()).isEmpty();
    }

    @Test
    void nothingRestartsWhatAPersonCancelled() {
        Aftermath day = afterADay(events(5, 0, 3), items(), Story.said(6 * MINUTE, "cancel"));
        assertThat(day.launches()).hasSize(1);
        assertThat(day.notices()).singleElement().asString().endsWith("/CANCELLED");
        assertThat(day.attemptsShown()).isEmpty();
    }

    @Test
    void whatWasRolledBackStaysRolledBack() {
        Aftermath before = stage.pass(Story.of(List.of(events(5, 0, 3), items())), Duration.ofMinutes(40));
        Aftermath day = afterADay(
                events(5, 0, 3),
                items(),
                events(40 * MINUTE, 1, 3),
                Story.said(90 * MINUTE, "rollback"),
                events(120 * MINUTE, 2, 3));
        assertThat(day.launches()).hasSize(2);
        assertThat(day.attemptsShown()).isEqualTo(before.attemptsShown()).hasSize(1);
    }

    @Test
    void aTruncatedFileIsHeldAndTheTablesStayAsTheyWere() {
        Aftermath before = stage.pass(Story.of(List.of(events(5, 0, 3), items())), Duration.ofMinutes(40));
        Aftermath day = afterADay(events(5, 0, 3), items(), events(40 * MINUTE, 1, 1));
        assertThat(day.attemptsShown()).isEqualTo(before.attemptsShown()).hasSize(1);
        assertThat(day.launches()).hasSize(2);
        assertThat(day.notices()).last().asString().endsWith("/HELD");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.Trouble.class,
            names = {"STRAY_FILE", "SHORT_FILE", "MISSING_FILE"})
    void outputThatIsNotWhatItsManifestSaysIsAFailureAndNobodySeesAnyOfIt(Fate.Trouble trouble) {
        Story cursed = new Story(
                List.of(events(5, 0, 3), items()),
                24 * 60,
                Sky.CLEAR,
                Cast.ALONE,
                Optional.of(trouble),
                Capacity.ANY,
                Means.AMPLE,
                Outage.NONE,
                LocalTime.of(8, 0));
        Aftermath day = stage.pass(cursed, Duration.ofHours(12));
        assertThat(day.lines()).anyMatch(line -> line.endsWith("its fate: " + trouble));
        assertThat(day.lines()).anyMatch(line -> line.endsWith("leaves its manifest"));
        assertThat(day.violations()).isEmpty();
        assertThat(day.launches()).hasSize(1);
        assertThat(day.notices()).singleElement().asString().endsWith("/FAILED");
        assertThat(day.attemptsShown()).isEmpty();
    }

    @Test
    void aFileRewrittenEveryMinuteStartsByMaxWaitAndIsPublished() {
        Aftermath soon = stage.pass(Story.of(Story.restless(24 * 60)), Duration.ofMinutes(55));
        assertThat(soon.launches())
                .first()
                .satisfies(launch -> assertThat(launch).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(22)));
        assertThat(soon.attemptsShown()).as("while it is still being rewritten").hasSize(1);
        assertThat(soon.notices()).allSatisfy(notice -> assertThat(notice).endsWith("/SUCCEEDED"));
    }

    private Aftermath afterADay(Deed... deeds) {
        Aftermath day = stage.pass(Story.of(new ArrayList<>(List.of(deeds))), DAY);
        assertThat(day.violations()).isEmpty();
        assertThat(day.nothingAlive()).isTrue();
        return day;
    }

    private static Deed events(long second, int variant, int kinds) {
        return Story.upload(second, "events1.csv", Story.good(variant, kinds));
    }

    private static Deed items() {
        return Story.upload(9, "items.csv", Story.good(1, 1));
    }
}
