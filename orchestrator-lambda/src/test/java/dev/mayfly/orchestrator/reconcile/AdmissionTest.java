package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cluster.ClusterTemplate.Fleet;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps a run from being launched, and until when. */
class AdmissionTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-24T00:00:00Z");
    private final World world = new World();

    @Test
    void waitsForTheNextDayWhereThisOnesBudgetIsSpentAndTellsOfItOnce() {
        world.amend("perDayUsd: 10", "perDayUsd: 1.1");
        world.succeed(world.launched());
        assertThat(world.notices).hasSize(1);
        world.upload("events.csv", "event,itemid\nview,2\n");
        while (world.clock.instant().isBefore(MIDNIGHT.minus(Duration.ofMinutes(10)))) {
            world.lookAfter(Duration.ofMinutes(5));
        }
        assertThat(world.clusters).hasSize(1);
        assertThat(world.notices).as("a success and a refusal").hasSize(2);
        assertThat(outcome().status()).isEqualTo(Outcome.Status.REJECTED);
        assertThat(reason().code()).isEqualTo(FailureReason.Code.DAY_BUDGET);
        assertThat(reason().message()).contains("0.1497 USD spent today").contains("tried again tomorrow");
        assertThat(world.look()).startsWith("tried again at " + MIDNIGHT);

        world.lookAfter(Duration.between(world.clock.instant(), MIDNIGHT));
        assertThat(world.clusters).hasSize(2);
    }

    @Test
    void launchesNothingOfAnInstanceTypeWithoutAPrice() {
        world.templates =
                world.templates.stream().map(AdmissionTest::ofUnknownType).toList();
        world.upload("events.csv", "event,itemid\nview,1\n");
        world.look();
        for (int tick = 0; tick < 60; tick++) {
            world.lookAfter(Duration.ofMinutes(1));
        }
        assertThat(world.clusters).isEmpty();
        assertThat(outcome().status()).isEqualTo(Outcome.Status.REJECTED);
        assertThat(reason().code()).isEqualTo(FailureReason.Code.UNPRICED);
        assertThat(reason().message())
                .contains("template small uses [m9x.enormous")
                .contains("the price book of us-east-1")
                .endsWith("add the price, or take a listed type");
        assertThat(world.notices).hasSize(1);
    }

    private static ClusterTemplate ofUnknownType(ClusterTemplate template) {
        List<Fleet> fleets = template.fleets().stream()
                .map(fleet -> new Fleet(
                        fleet.role(),
                        List.of("m9x.enormous"),
                        List.of(),
                        fleet.onDemand(),
                        fleet.spot(),
                        fleet.diskGb(),
                        fleet.vcpu(),
                        fleet.memoryGiB()))
                .toList();
        return new ClusterTemplate(template.name(), template.inputBytesUpTo(), fleets, template.spark());
    }

    @Test
    void givesARunNoMoreTimeAndMoneyThanTheDeploymentAllows() {
        world.amend("maxDuration: 45m, perRunUsd: 2", "maxDuration: 6h, perRunUsd: 50");
        world.launched();
        Attempt attempt = world.run().attempt();
        assertThat(Duration.between(attempt.launchDeadline(), attempt.absoluteDeadline()))
                .isEqualTo(Duration.ofHours(2));
        assertThat(world.run().budget()).isEqualTo(Usd.of("5"));
    }

    @Test
    void spendsNoMoreInADayThanTheDeploymentAllows() {
        world.amend("maxDuration: 45m, perRunUsd: 2, perDayUsd: 10", "maxDuration: 2h, perRunUsd: 2, perDayUsd: 50");
        World.FakeCluster cluster = world.launched();
        world.startStep(cluster);
        world.look();
        world.finishStep(cluster);
        world.look();
        world.lookAfter(Duration.ofHours(11).plusMinutes(30));
        world.end(cluster);
        world.upload("events.csv", "event,itemid\nview,2\n");
        world.look();
        world.lookAfter(Duration.ofMinutes(3));
        assertThat(world.clock.instant()).as("the same day").isBefore(MIDNIGHT);
        assertThat(world.clusters).hasSize(1);
        assertThat(reason().code()).isEqualTo(FailureReason.Code.DAY_BUDGET);
        assertThat(reason().message()).contains("more than a day's 10.0000 USD");
    }

    private Outcome outcome() {
        return ((RunState.Ended) world.finished().state()).outcome();
    }

    private FailureReason reason() {
        return outcome().reason().orElseThrow();
    }
}
