package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.UserCommand;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Approving what a guard held back. */
class ApproveTest {
    private final World world = new World();

    @Test
    void publishesNothingThatIsOfOtherFilesThanThoseThatAreThere() {
        world.rows = 100;
        world.succeed(world.launched());
        String first = world.finished().id();
        world.rows = 10;
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        String held = world.finished().id();
        assertThat(world.finished().state().name()).isEqualTo("HELD");
        int writes = world.catalogWrites;

        world.upload("events.csv", "event,itemid\nview,3\n");
        assertThat(world.look(Optional.of(UserCommand.of(UserCommand.Verb.APPROVE, "ada", "it is right"))))
                .isEqualTo(
                        "the inputs are not those of run %s any more; a new run will deal with them".formatted(held));
        assertThat(world.tables.get("events").runId()).isEqualTo(first);
        assertThat(world.catalogWrites).isEqualTo(writes);
        assertThat(world.ledger.runIds(World.DATASET, 10))
                .extracting(
                        id -> world.ledger.run(World.DATASET, id).orElseThrow().kind())
                .containsOnly(Run.Kind.TRANSFORM);

        world.rows = 100;
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        world.succeed(world.latest());
        assertThat(world.tables.get("events").runId()).isNotIn(first, held);
    }
}
