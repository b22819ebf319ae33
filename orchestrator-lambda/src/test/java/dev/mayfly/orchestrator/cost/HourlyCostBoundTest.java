package dev.mayfly.orchestrator.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.orchestrator.run.ClusterShape;
import dev.mayfly.orchestrator.run.Quote;
import dev.mayfly.orchestrator.run.Usd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourlyCostBoundTest {
    private final HourlyCostBound costs = new HourlyCostBound(PriceBook.shipped("us-east-1"));

    @Test
    void takesTheDearestTypeOfEveryFleetWithFeeAndDisk() {
        ClusterShape shape = new ClusterShape(List.of(
                new ClusterShape.Fleet("MASTER", List.of("m5.xlarge"), 1, 64),
                new ClusterShape.Fleet("CORE", List.of("m7g.xlarge", "r5.xlarge"), 2, 64)));
        // m5.xlarge 0.192 + 0.048, r5.xlarge 0.252 + 0.063 twice, and three disks of 64 + 15 GB at 0.08 / 672 h.
        assertThat(costs.quote("two", shape)).isEqualTo(new Quote.Priced("two", Usd.of("0.8985")));
    }

    @Test
    void promisesNothingForATypeWithoutAPrice() {
        ClusterShape shape =
                new ClusterShape(List.of(new ClusterShape.Fleet("MASTER", List.of("m5.xlarge", "x99.mega"), 1, 64)));
        assertThat(costs.quote("odd", shape))
                .isEqualTo(
                        new Quote.Unpriced(
                                "template odd uses [x99.mega], which the price book of us-east-1 as of 2026-11-01 does not list: add the price, or take a listed type"));
    }

    @Test
    void refusesARegionWithoutABook() {
        assertThatThrownBy(() -> PriceBook.shipped("mars-1"))
                .hasMessageContaining("there is no price book for region mars-1");
    }

    @Test
    void roundsUpSoThatNoBoundIsUnderstated() {
        assertThat(Usd.of("0.7485").forHours(Duration.ofSeconds(1))).isEqualTo(Usd.of("0.0003"));
        assertThat(Usd.of("1").forHours(Duration.ofHours(2))).isEqualTo(Usd.of("2"));
    }
}
