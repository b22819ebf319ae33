package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.RunState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A quota is the account's: one smaller cluster is tried at once, and then a person has to act. */
class QuotaTest {
    private static final String VCPU =
            "You have requested more vCPU capacity than your current vCPU limit of 32 allows";
    private final World world = new World();

    @Test
    void triesOneSmallerClusterWhereEachClusterMeetsTheQuota() {
        world.define("medium", "5");
        world.launched();

        for (int tick = 0; tick < 120; tick++) {
            world.clusters.stream().filter(World.FakeCluster::alive).forEach(this::meetTheQuota);
            world.lookAfter(Duration.ofMinutes(1));
        }

        assertThat(world.clusters)
                .extracting(cluster -> cluster.order.template().name())
                .containsExactly("medium", "small");
        assertThat(world.finished().attempts())
                .extracting(Attempt::rung)
                .containsExactly(FallbackLevel.AS_ASKED, FallbackLevel.SMALLER);
        assertEndsForTheQuota();
    }

    @Test
    void triesOneSmallerClusterWhereRunJobFlowIsRefused() {
        world.define("medium", "5");
        world.launchRefusal = Optional.of(new ActionResult.LaunchRefused(VCPU, ActionResult.Refusal.QUOTA));
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();

        for (int tick = 0; tick < 120; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }

        assertThat(world.clusters).isEmpty();
        assertThat(world.finished().attempts())
                .extracting(Attempt::rung)
                .containsExactly(FallbackLevel.AS_ASKED, FallbackLevel.SMALLER);
        assertEndsForTheQuota();
    }

    @Test
    void triesNothingElseWhereThereIsNoSmallerTemplate() {
        world.define("single", "5");
        world.launched();

        for (int tick = 0; tick < 120; tick++) {
            world.clusters.stream().filter(World.FakeCluster::alive).forEach(this::meetTheQuota);
            world.lookAfter(Duration.ofMinutes(1));
        }

        assertThat(world.clusters).hasSize(1);
        assertEndsForTheQuota();
    }

    @Test
    void publishesWhatTheSmallerClusterMade() {
        world.define("medium", "5");
        meetTheQuota(world.launched());
        world.lookAfter(Duration.ofMinutes(1));

        world.succeed(world.latest());

        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
        assertThat(world.finished().attempt().rung()).isEqualTo(FallbackLevel.SMALLER);
    }

    private void meetTheQuota(World.FakeCluster cluster) {
        cluster.endCause = ClusterStatus.EndCause.QUOTA;
        cluster.reason = "VALIDATION_ERROR: " + VCPU;
        world.end(cluster);
    }

    private void assertEndsForTheQuota() {
        FailureReason reason =
                ((RunState.Ended) world.finished().state()).outcome().reason().orElseThrow();
        assertThat(reason.code()).isEqualTo(FailureReason.Code.QUOTA_EXCEEDED);
        assertThat(reason.retryable()).as("tried again by itself").isFalse();
        assertThat(reason.message()).contains(VCPU).contains("Raise the quota, or choose a smaller template");
        assertThat(world.notices).hasSize(1);
        assertThat(world.look()).startsWith("parked");
    }
}
