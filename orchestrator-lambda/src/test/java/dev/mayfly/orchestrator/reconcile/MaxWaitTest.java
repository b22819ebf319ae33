package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The longest wait is for files that are there and never fall quiet, not for a time in which nothing could start. */
class MaxWaitTest {
    private final World world = new World();

    @Test
    void waitsForQuietWhereTheFirstOfManyPartsArrivesLongAfterAllWasTakenAway() {
        partArrives(0);
        world.look();
        world.remove("events-0.csv");
        for (int tick = 0; tick < 90; tick++) {
            assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("waiting: no file for table events");
        }
        for (int part = 1; part <= 10; part++) {
            partArrives(part);
            assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("files arrived; waiting");
        }
        assertThat(world.clusters).isEmpty();
        world.lookAfter(Duration.ofMinutes(2));
        assertThat(world.plan(world.latest()).tables().get(0).inputs()).hasSize(10);
    }

    @Test
    void startsAtMaxWaitThoughTheFileIsAwayEverySecondMinute() {
        for (int minute = 0; minute <= 21; minute++) {
            if (minute % 2 == 0) {
                partArrives(0, minute);
            } else {
                world.remove("events-0.csv");
            }
            world.look();
            world.clock.pass(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).isEmpty();
        partArrives(0, 22);
        world.look();
        assertThat(world.clusters).hasSize(1);
    }

    @Test
    void writesOnceThatNothingCanStart() {
        partArrives(0);
        world.look();
        world.remove("events-0.csv");
        world.look();
        int before = world.ledger.writes();
        for (int tick = 0; tick < 20; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.ledger.writes()).isEqualTo(before);
    }

    @Test
    void writesNothingWhereNothingIsWaitedFor() {
        world.succeed(world.launched());
        int before = world.ledger.writes();
        world.remove("events.csv");
        assertThat(world.lookAfter(Duration.ofMinutes(1))).startsWith("waiting: no file for table events");
        assertThat(world.ledger.writes()).isEqualTo(before);
    }

    private void partArrives(int part) {
        partArrives(part, part);
    }

    private void partArrives(int part, int version) {
        world.upload("events-%d.csv".formatted(part), "event,itemid\nview,%d\n".formatted(version));
    }
}
