package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.Usd;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The record keeps what was predicted, the worst case, what accrued on the way, and what it did cost. */
class MoneyRecordTest {
    private final World world = new World();

    @Test
    void keepsFourFiguresOfARun() {
        World.FakeCluster cluster = world.launched();
        assertThat(world.run().attempt().accrued()).isEqualTo(Usd.ZERO);
        world.startStep(cluster);
        world.look();
        Attempt running = world.run().attempt();
        assertThat(running.accrued())
                .as("five minutes of it")
                .isEqualTo(running.ratePerHour().forHours(Duration.ofMinutes(5)));
        world.finishStep(cluster);
        world.look();
        world.end(cluster);
        world.look();
        Attempt kept = world.finished().attempt();
        assertThat(kept.predicted()).contains(kept.ratePerHour().forHours(Duration.ofSeconds(570)));
        assertThat(kept.fate().actual()).contains(kept.accrued());
        assertThat(kept.reserved()).isGreaterThan(kept.accrued());
    }

    @Test
    void predictsTheNextAttemptAtItsOwnRate() {
        World.FakeCluster first = world.launched();
        first.endCause = ClusterStatus.EndCause.CAPACITY;
        world.end(first);
        world.look();
        Attempt second = world.run().attempt();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.predicted().orElseThrow().durationAtRate(second.ratePerHour()))
                .isBetween(Duration.ofSeconds(565), Duration.ofSeconds(575));
        assertThat(world.run().attempts().get(0).accrued())
                .as("what the first did cost")
                .isEqualTo(world.run().attempts().get(0).fate().actual().orElseThrow());
    }

    @Test
    void tellsThemToWhoeverAsks() {
        world.launched();
        world.clock.pass(Duration.ofMinutes(6));
        JsonNode run =
                world.command("{\"command\":\"status\",\"dataset\":\"shop\"}").path("run");
        JsonNode cost = run.path("cost");
        assertThat(cost.path("predictedUsd").decimalValue()).isPositive();
        assertThat(cost.path("accruedUsd").decimalValue())
                .as("as of now, though nothing was written meanwhile")
                .isEqualByComparingTo(world.run()
                        .attempt()
                        .ratePerHour()
                        .forHours(Duration.ofMinutes(6))
                        .amount());
        assertThat(run.at("/attempts/0/accruedUsd")).as("of the only attempt").isEqualTo(cost.path("accruedUsd"));
        assertThat(cost.path("worstCaseUsd").decimalValue())
                .isGreaterThan(cost.path("predictedUsd").decimalValue());
        assertThat(cost.path("actualUsd").isNull()).isTrue();
    }
}
