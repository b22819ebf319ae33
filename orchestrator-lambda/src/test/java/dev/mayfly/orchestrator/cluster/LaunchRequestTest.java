package dev.mayfly.orchestrator.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.ClusterShape;
import dev.mayfly.orchestrator.run.FallbackLevel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** What EMR is asked for. {@code -Dgolden.write=true} writes the requests anew, to be read before they are committed. */
class LaunchRequestTest {
    private static final Path GOLDEN = Path.of("src/test/resources/launch");

    @ParameterizedTest
    @ValueSource(strings = {"single", "small", "medium", "large"})
    void isTheRequestThatWasReadAndAgreed(String template) throws IOException {
        List<String> lines = RequestLines.of(request(template)).lines();
        Path golden = GOLDEN.resolve(template + ".txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, String.join("\n", lines) + "\n", UTF_8);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(golden, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "small", "medium", "large"})
    void isWhatTheServicesModelTakes(String template) {
        assertThat(RequestLines.of(request(template)).violations()).isEmpty();
    }

    @Test
    void theModelNoticesWhatIsMissingAndWhatIsNoWord() {
        RunJobFlowRequest wrong = request("single").toBuilder()
                .name(null)
                .instances(instances -> instances.instanceFleets(InstanceFleetConfig.builder()
                        .instanceFleetType("PRIMARY")
                        .build()))
                .build();
        assertThat(RequestLines.of(wrong).violations())
                .containsExactly(
                        ".Name is required",
                        ".Instances.InstanceFleets[0].InstanceFleetType is 'PRIMARY', which its enumeration lacks");
    }

    @Test
    void onlyTaskNodesAreSpotAndTheyComeOnDemandWhenThereIsNone() {
        for (InstanceFleetConfig fleet : request("large").instances().instanceFleets()) {
            boolean task = fleet.instanceFleetTypeAsString().equals("TASK");
            assertThat(fleet.targetSpotCapacity() > 0).isEqualTo(task);
            assertThat(fleet.launchSpecifications().spotSpecification() != null).isEqualTo(task);
        }
    }

    @Test
    void asksForTheSubnetsThatDidNotFailAsLongAsAnyIsLeft() {
        List<String> all = List.of("subnet-1", "subnet-2", "subnet-3");
        assertThat(request("small", all, List.of()).instances().ec2SubnetIds()).isEqualTo(all);
        assertThat(request("small", all, List.of("subnet-2")).instances().ec2SubnetIds())
                .containsExactly("subnet-1", "subnet-3");
        assertThat(request("small", all, all).instances().ec2SubnetIds()).isEqualTo(all);
        assertThat(request("small", List.of(), List.of("subnet-2")).instances().hasEc2SubnetIds())
                .isFalse();
    }

    @Test
    void asksForNoSpotOnDemand() {
        ClusterTemplate large = ClusterTemplate.choose(ClusterTemplate.shipped(), "large", 0);
        for (ClusterTemplate.Fleet fleet :
                large.forFallback(FallbackLevel.ON_DEMAND).fleets()) {
            InstanceFleetConfig config = LaunchFleet.of(fleet);
            assertThat(config.targetSpotCapacity()).isZero();
            assertThat(config.targetOnDemandCapacity()).isEqualTo(fleet.instances());
        }
        assertThat(large.forFallback(FallbackLevel.ON_DEMAND).shape().fleets())
                .extracting(ClusterShape.Fleet::instances)
                .isEqualTo(large.shape().fleets().stream()
                        .map(ClusterShape.Fleet::instances)
                        .toList());
    }

    private static RunJobFlowRequest request(String template) {
        return request(template, List.of("subnet-1"), List.of());
    }

    private static RunJobFlowRequest request(String template, List<String> subnets, List<String> avoided) {
        ClusterSettings settings = new ClusterSettings(
                "emr-7.13.0",
                "mayfly-cluster-service",
                "mayfly-cluster-node",
                "mayfly",
                subnets,
                URI.create("s3://artifacts/jars/mayfly-spark-job.jar"),
                URI.create("s3://artifacts/bootstrap/dead-man.sh"),
                URI.create("s3://state/logs/"));
        LaunchSpec order = new LaunchSpec(
                "mayfly/prod/retailrocket/20261123T180000Z-0a1b2c3d/a1",
                ClusterTemplate.choose(ClusterTemplate.shipped(), template, 0),
                Map.of("mayfly-deployment", "prod"),
                avoided,
                URI.create("s3://state/plans/20261123T180000Z-0a1b2c3d-a1.json"),
                "0".repeat(64),
                Instant.parse("2026-11-23T19:30:00Z"));
        return new LaunchRequest(settings, order).build();
    }
}
