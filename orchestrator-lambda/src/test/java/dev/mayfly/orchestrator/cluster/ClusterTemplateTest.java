package dev.mayfly.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.orchestrator.cluster.ClusterTemplate.Fleet;
import dev.mayfly.orchestrator.cost.PriceBook;
import dev.mayfly.orchestrator.run.ClusterShape;
import dev.mayfly.orchestrator.run.FallbackLevel;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterTemplateTest {
    private static final Fleet PRIMARY = fleet("MASTER", 1, 0);

    @Test
    void everyShippedTypeIsPricedAndAtLeastAsLargeAsItsFleetSays() {
        Map<String, PriceBook.InstancePrice> book = PriceBook.shipped("us-east-1").instances().stream()
                .collect(Collectors.toMap(PriceBook.InstancePrice::type, Function.identity()));
        for (Fleet fleet : fleets()) {
            Stream.concat(fleet.types().stream(), fleet.alternatives().stream()).forEach(type -> {
                assertThat(book).as("the price book").containsKey(type);
                assertThat(book.get(type).vcpu()).as(type).isEqualTo(fleet.vcpu());
                assertThat(book.get(type).memoryGiB()).as(type).isGreaterThanOrEqualTo(fleet.memoryGiB());
            });
        }
    }

    @Test
    void everyShippedFleetCanBeServedByGravitonAndByX86() {
        for (Fleet fleet : fleets()) {
            assertThat(fleet.types()).anyMatch(type -> type.contains("g.")).anyMatch(type -> !type.contains("g."));
        }
    }

    @Test
    void sizesSparkByItsSmallestNode() {
        assertThat(template("medium").sparkSettings())
                .containsEntry("spark.executor.instances", "3")
                .containsEntry("spark.executor.cores", "7")
                .containsEntry("spark.executor.memory", "19g");
    }

    @Test
    void aPrimaryAloneHoldsTheDriverBesideItsOneExecutor() {
        assertThat(template("single").sparkSettings())
                .containsEntry("spark.executor.instances", "1")
                .containsEntry("spark.executor.memory", "5g");
    }

    @Test
    void anOwnersSettingStandsOverWhatIsComputed() {
        ClusterTemplate own = new ClusterTemplate("own", 1, List.of(PRIMARY), Map.of("spark.executor.memory", "3g"));
        assertThat(own.sparkSettings()).containsEntry("spark.executor.memory", "3g");
    }

    @Test
    void aSpotInstanceCountsInThePriceLikeAnyOther() {
        assertThat(template("large").shape().fleets())
                .extracting(ClusterShape.Fleet::role, ClusterShape.Fleet::instances)
                .containsExactly(tuple("MASTER", 1), tuple("CORE", 3), tuple("TASK", 3));
    }

    @ParameterizedTest
    @CsvSource({
        "0, single",
        "268435456, single",
        "268435457, small",
        "4294967296, small",
        "4294967297, medium",
        "42949672960, medium",
        "42949672961, large",
        "1099511627776, large"
    })
    void takesTheSmallestTemplateThatIsMeantForSoMuch(long bytes, String template) {
        assertThat(ClusterTemplate.choose(ClusterTemplate.shipped(), "auto", bytes)
                        .name())
                .isEqualTo(template);
    }

    @Test
    void hasNoTemplateForMoreThanTheLargestIsMeantFor() {
        assertThatThrownBy(() -> ClusterTemplate.choose(ClusterTemplate.shipped(), "auto", 1_099_511_627_777L))
                .hasMessage("there is no template 'auto' for 1099511627777 bytes of input; auto or one of "
                        + "[single, small, medium, large] would be right");
    }

    @Test
    void autoTakesTheSmallestThatIsMeantForSoMuchToTheByte() {
        List<ClusterTemplate> shipped = ClusterTemplate.shipped();
        for (int i = 0; i < shipped.size(); i++) {
            long most = shipped.get(i).inputBytesUpTo();
            assertThat(ClusterTemplate.choose(shipped, "auto", most)).isEqualTo(shipped.get(i));
            if (i + 1 < shipped.size()) {
                assertThat(ClusterTemplate.choose(shipped, "auto", most + 1)).isEqualTo(shipped.get(i + 1));
            } else if (most < Long.MAX_VALUE) {
                assertThatThrownBy(() -> ClusterTemplate.choose(shipped, "auto", most + 1))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(Long.toString(most + 1));
            }
        }
    }

    @Test
    void otherCapacityMeansOtherTypes() {
        assertThat(template("small")
                        .forFallback(FallbackLevel.OTHER_CAPACITY)
                        .fleets()
                        .get(0)
                        .types())
                .containsExactly("r6g.xlarge", "r5.xlarge");
    }

    @Test
    void saysEverythingThatIsWrongWithItsFleetsAtOnce() {
        assertThatThrownBy(() -> new ClusterTemplate(
                        "odd", 1, List.of(fleet("CORE", 1, 1), fleet("CORE", 0, 0), fleet("TASKS", 1, 0)), Map.of()))
                .hasMessage("template odd: "
                        + "CORE asks for spot; only TASK nodes can be lost without losing the run: make them onDemand; "
                        + "there are two CORE fleets; EMR takes one of each; "
                        + "CORE has 0 on-demand and 0 spot instances; at least one is needed; "
                        + "a fleet is a 'TASKS'; MASTER, CORE and TASK are known; "
                        + "one MASTER fleet of one on-demand instance is needed");
    }

    private static List<Fleet> fleets() {
        return ClusterTemplate.shipped().stream()
                .flatMap(template -> template.fleets().stream())
                .toList();
    }

    private static ClusterTemplate template(String name) {
        return ClusterTemplate.choose(ClusterTemplate.shipped(), name, 0);
    }

    private static Fleet fleet(String role, int onDemand, int spot) {
        return new Fleet(role, List.of("m5.xlarge"), List.of(), onDemand, spot, 64, 4, 16);
    }
}
