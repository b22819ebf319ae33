package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.RunState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run is judged by what its step left, never by the state of its cluster, and never by a list of steps that came late. */
class LateAnswersTest {
    private final World world = new World();

    @Test
    void publishesAFinishedStepThatEmrStillListsAsRunningOnAClusterThatIsGoing() {
        World.FakeCluster cluster = running();
        world.finishStep(cluster);
        cluster.step = ClusterStatus.StepState.RUNNING;
        assertThat(world.look()).startsWith("cluster j-1 is TERMINATING");
        assertThat(world.run().state().name()).isEqualTo("RUNNING");
        cluster.step = ClusterStatus.StepState.COMPLETED;
        world.look();
        world.end(cluster);
        world.look();
        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
    }

    @Test
    void publishesAFinishedStepThatEmrNeverListedAsDone() {
        World.FakeCluster cluster = running();
        world.finishStep(cluster);
        cluster.step = ClusterStatus.StepState.RUNNING;
        world.end(cluster);
        world.look();
        world.look();
        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
        assertThat(world.partitions.get("events")).hasSize(1);
    }

    @Test
    void believesThatAClusterIsLostOnceItIsGoneAndLeftNothing() {
        World.FakeCluster cluster = running();
        cluster.state = "TERMINATING";
        world.look();
        assertThat(world.run().state().name()).isEqualTo("RUNNING");
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.CLUSTER_LOST);
    }

    @Test
    void tellsALostNodeFromAStepThatFailed() {
        World.FakeCluster cluster = running();
        world.failStep(cluster, Optional.empty());
        cluster.endCause = ClusterStatus.EndCause.INSTANCE;
        cluster.reason = "INSTANCE_FAILURE: The master node was terminated";
        world.end(cluster);
        world.look();
        assertThat(reason().code()).isEqualTo(FailureReason.Code.CLUSTER_LOST);
        assertThat(reason().message())
                .isEqualTo(
                        "a node of cluster j-1 was lost under its step: INSTANCE_FAILURE: The master node was terminated");
    }

    @Test
    void waitsForAClusterThatIsGoingThoughItsDeadlinePasses() {
        World.FakeCluster cluster = running();
        world.finishStep(cluster);
        cluster.step = ClusterStatus.StepState.RUNNING;
        assertThat(world.lookAfter(Duration.ofMinutes(50))).startsWith("cluster j-1 is TERMINATING");
        world.end(cluster);
        world.look();
        world.look();
        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
    }

    private World.FakeCluster running() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        return cluster;
    }

    private FailureReason reason() {
        return ((RunState.Ended) world.finished().state()).outcome().reason().orElseThrow();
    }
}
