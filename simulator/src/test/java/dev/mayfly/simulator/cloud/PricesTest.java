package dev.mayfly.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PricesTest {
    @Test
    void knowWhatEveryTypeOfEveryTemplateCosts() {
        List<String> asked = ClusterTemplate.shipped().stream()
                .flatMap(template -> template.fleets().stream())
                .flatMap(fleet -> Stream.concat(fleet.types().stream(), fleet.alternatives().stream()))
                .toList();
        assertThat(Prices.types()).as("types on the simulated bill").containsAll(asked);
    }
}
