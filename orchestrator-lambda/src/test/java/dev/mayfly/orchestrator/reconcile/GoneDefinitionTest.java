package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A dataset file that is deleted or damaged while a run is in hand: the run is seen to its end, and no look fails. */
class GoneDefinitionTest {
    private static final URI FILE = URI.create("s3://state/datasets/shop.yaml");
    private final World world = new World();

    @Test
    void seesARunToItsEndByTicks() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.objects.remove(FILE);
        world.tick();
        assertThat(world.run().state().name()).isEqualTo("RUNNING");
        world.clock.pass(Duration.ofHours(2));
        world.tick();
        assertThat(cluster.state).isEqualTo("TERMINATING");
        world.end(cluster);
        world.tick();
        assertThat(world.finished().state().name()).isEqualTo("FAILED");
        assertThat(world.notices).hasSize(1);
        assertThat(world.tick()).as("nothing is left to look at").isEmpty();
    }

    @Test
    void endsALookWhenRunAndDefinitionAreBothGone() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.put(FILE.toString(), "dataset: [damaged");
        world.look();
        world.failStep(cluster, java.util.Optional.empty());
        world.look();
        world.end(cluster);
        assertThat(world.look()).isEqualTo("the last run of shop is over, and its definition is not there to read");
        assertThat(world.notices).hasSize(1);
    }
}
