package dev.mayfly.orchestrator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ended before a driver's claim is launched again by the same run, within its budget, after it was revoked. */
class RelaunchTest {
    private final World world = new World();

    @Test
    void goesDownTheLadderWhereCapacityFails() {
        world.launched();
        for (int tick = 0; tick < 60; tick++) {
            world.clusters.stream().filter(World.FakeCluster::alive).forEach(this::withoutCapacity);
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(3);
        assertThat(world.finished().attempts())
                .extracting(Attempt::rung)
                .containsExactly(FallbackLevel.AS_ASKED, FallbackLevel.OTHER_CAPACITY, FallbackLevel.SMALLER);
        assertThat(world.finished().attempts())
                .extracting(attempt -> attempt.fate().reason())
                .containsOnly("VALIDATION_ERROR: insufficient capacity");
        assertThat(world.clusters.get(1).order.avoidedSubnets()).containsExactly("subnet-1");
        assertThat(world.clusters)
                .extracting(cluster -> cluster.order.template().name())
                .containsExactly("small", "small", "single");
        assertThat(reason().code()).isEqualTo(FailureReason.Code.NO_CAPACITY);
        assertThat(world.notices).hasSize(1);
        assertThat(world.look()).contains("parked");
    }

    @Test
    void asksForNoSpotBeforeItTakesASmallerTemplate() {
        world.define("medium", "5");
        world.launched();
        for (int tick = 0; tick < 60; tick++) {
            world.clusters.stream().filter(World.FakeCluster::alive).forEach(this::withoutCapacity);
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.finished().attempts())
                .extracting(Attempt::rung)
                .containsExactly(
                        FallbackLevel.AS_ASKED,
                        FallbackLevel.OTHER_CAPACITY,
                        FallbackLevel.ON_DEMAND,
                        FallbackLevel.SMALLER);
        assertThat(world.clusters)
                .extracting(cluster -> cluster.order.template().asksForSpot())
                .containsExactly(true, true, false, false);
        assertThat(world.clusters)
                .extracting(cluster -> cluster.order.template().name())
                .containsExactly("medium", "medium", "medium", "small");
    }

    @Test
    void avoidsTheSubnetOfAClusterThatNobodySawAlive() {
        World.FakeCluster first = world.launched();
        first.subnet = "subnet-7";
        withoutCapacity(first);
        world.lookAfter(Duration.ofMinutes(1));
        world.latest().subnet = "subnet-8";
        withoutCapacity(world.latest());
        world.lookAfter(Duration.ofMinutes(1));
        assertThat(world.clusters.get(1).order.avoidedSubnets()).containsExactly("subnet-7");
        assertThat(world.clusters.get(2).order.avoidedSubnets()).containsExactly("subnet-7", "subnet-8");
    }

    @Test
    void givesEveryAttemptItsOwnPlanAndOutputAndPublishesTheSecond() {
        World.FakeCluster first = world.launched();
        withoutCapacity(first);
        world.lookAfter(Duration.ofMinutes(1));
        World.FakeCluster second = world.latest();
        assertThat(second.order.name()).endsWith("/a2");
        assertThat(world.plan(second).attempt()).isEqualTo(2);
        assertThat(world.plan(second).tables().get(0).inputs())
                .isEqualTo(world.plan(first).tables().get(0).inputs());
        assertThat(world.plan(second).tables().get(0).output().toString()).endsWith("-a2/");
        assertThat(claim(first)).contains("REVOKED");
        world.succeed(second);
        assertThat(world.finished().state().name()).isEqualTo("SUCCEEDED");
        assertThat(world.partitions.get("events").get(0).location().toString()).contains("-a2/");
    }

    @Test
    void revokesAnAttemptThatEmrNeverShowsBeforeTheNext() {
        world.nextLaunchAnswer = Optional.of(new ActionResult.Ambiguous("timed out"));
        world.listingLags = true;
        World.FakeCluster late = world.launched();
        for (int tick = 0; tick < 11; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(claim(late)).contains("REVOKED");
        assertThat(world.clusters).hasSize(2);
        assertThat(world.run().attempts().get(0).committed())
                .isEqualTo(world.run().attempts().get(0).reserved());
        assertThat(world.sweep().find(() -> true).orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.clusterId()).isEqualTo(late.id);
            assertThat(orphan.why()).startsWith("attempt 1 of run").endsWith("is over");
        });
    }

    @Test
    void leavesAnAttemptAloneThatAnotherInvocationAdoptedWhileEmrWasAsked() {
        world.nextLaunchAnswer = Optional.of(new ActionResult.Ambiguous("timed out"));
        world.listingLags = true;
        World.FakeCluster late = world.launched();
        world.clock.pass(Duration.ofMinutes(11));
        world.whileSearching = () -> {
            world.whileSearching = () -> {};
            world.listingLags = false;
            world.look();
        };

        assertThat(world.look()).startsWith("another invocation was faster");

        assertThat(world.run().attempt().clusterId()).contains(late.id);
        assertThat(world.objects.keySet()).noneMatch(object -> object.getPath().startsWith("/claims/"));
    }

    @Test
    void staysWithinTheBudgetOfTheRun() {
        world.define("small", "1.2");
        World.FakeCluster first = world.launched();
        world.clock.pass(Duration.ofMinutes(18));
        withoutCapacity(first);
        for (int tick = 0; tick < 4; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(reason().code()).isEqualTo(FailureReason.Code.NO_CAPACITY);
        assertThat(reason().retryable()).isTrue();
    }

    /** A run has as long as its launch deadline and its longest duration together, here 65 minutes. */
    @ParameterizedTest
    @CsvSource({"64, 2", "65, 1"})
    void launchesAgainOnlyWithinTheTimeOfTheRun(int minutes, int clusters) {
        world.define("small", "5");
        World.FakeCluster first = world.launched();
        Instant end = world.run().startedAt().plus(Duration.ofMinutes(minutes));
        world.lookAfter(Duration.ofMinutes(21));
        assertThat(world.run().state().name()).as("it has no instances").isEqualTo("ENDING");
        world.clock.pass(Duration.between(world.clock.instant(), end).minusMinutes(2));
        withoutCapacity(first);
        world.look();
        assertThat(world.clusters).hasSize(clusters);
        assertThat(world.ledger.runIds(World.DATASET, 1))
                .as("runs that are over")
                .hasSize(2 - clusters);
    }

    @Test
    void asksAgainLaterAndLaterWhereEmrThrottles() {
        world.launchesDespiteTheAnswer = false;
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        world.clock.pass(Duration.ofMinutes(3));
        int refusals = 0;
        for (int second = 0; second < 300 && refusals < 4; second += 5) {
            world.nextLaunchAnswer =
                    Optional.of(new ActionResult.LaunchRefused("Rate exceeded", ActionResult.Refusal.THROTTLED));
            assertThat(world.lookAfter(Duration.ofSeconds(5))).startsWith("launched again at");
            refusals = world.run().attempts().size();
        }
        assertThat(world.clusters).isEmpty();
        assertThat(refusals).isEqualTo(4);
        world.nextLaunchAnswer = Optional.empty();
        for (int tick = 0; tick < 5; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(world.run().launches()).isEqualTo(1);
    }

    @Test
    void takesAClusterThatNeverGetsInstancesForAWantOfCapacity() {
        world.launched();
        for (int tick = 0; tick < 120; tick++) {
            world.clusters.stream()
                    .filter(cluster -> cluster.state.equals("TERMINATING"))
                    .forEach(world::end);
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSizeGreaterThan(1);
        assertThat(world.finished().attempts())
                .extracting(Attempt::rung)
                .startsWith(FallbackLevel.AS_ASKED, FallbackLevel.OTHER_CAPACITY);
        assertThat(reason().code()).isEqualTo(FailureReason.Code.NO_CAPACITY);
        assertThat(reason().message()).contains("had no instances by");
    }

    @Test
    void givesUpOnAnAccountThatIsThrottledForever() {
        world.launchesDespiteTheAnswer = false;
        world.upload("events.csv", "event,itemid\nview,1\n");
        for (int minute = 0; minute < 24 * 60; minute++) {
            world.nextLaunchAnswer =
                    Optional.of(new ActionResult.LaunchRefused("Rate exceeded", ActionResult.Refusal.THROTTLED));
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).isEmpty();
        assertThat(world.notices).hasSize(3);
        assertThat(world.look()).startsWith("parked").contains("Rate exceeded");
        assertThat(world.ledger.read(World.DATASET).orElseThrow().head().retired())
                .isEmpty();
    }

    @Test
    void launchesNothingMoreWhileSomebodyHoldsTheDataset() {
        World.FakeCluster first = world.launched();
        world.command("{\"command\":\"hold\",\"dataset\":\"shop\",\"by\":\"ada\",\"reason\":\"a test\"}");
        withoutCapacity(first);
        for (int tick = 0; tick < 120; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(reason().code()).isEqualTo(FailureReason.Code.NO_CAPACITY);
    }

    @Test
    void waitsTwiceAsLongAfterEachRefusalAndNeverInStep() {
        world.launchesDespiteTheAnswer = false;
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        world.clock.pass(Duration.ofMinutes(3));
        List<Double> shares = new ArrayList<>();
        for (long doubled = 15; doubled <= 120; doubled *= 2) {
            world.nextLaunchAnswer =
                    Optional.of(new ActionResult.LaunchRefused("Rate exceeded", ActionResult.Refusal.THROTTLED));
            String said = world.look();
            Instant next =
                    Instant.parse(said.replaceFirst("launched again at ", "").replaceFirst("Z:.*", "Z"));
            double share = Duration.between(world.clock.instant(), next).toMillis() / (1_000.0 * doubled);
            assertThat(share).as("of %d s", doubled).isBetween(0.5, 1.5);
            shares.add(share);
            world.clock.pass(Duration.between(world.clock.instant(), next));
        }
        assertThat(shares).doesNotHaveDuplicates();
    }

    @Test
    void leavesAloneWhatADriverHasClaimed() {
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        withoutCapacity(cluster);
        for (int tick = 0; tick < 30; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(reason().retryable()).isFalse();
    }

    private void withoutCapacity(World.FakeCluster cluster) {
        cluster.endCause = ClusterStatus.EndCause.CAPACITY;
        cluster.reason = "VALIDATION_ERROR: insufficient capacity";
        world.end(cluster);
    }

    private String claim(World.FakeCluster cluster) {
        return new String(world.objects.get(world.plan(cluster).claim()), UTF_8);
    }

    private FailureReason reason() {
        return ((RunState.Ended) world.finished().state()).outcome().reason().orElseThrow();
    }
}
