package dev.mayfly.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.ClusterSight;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.DescribeClusterRequest;
import software.amazon.awssdk.services.emr.model.DescribeClusterResponse;
import software.amazon.awssdk.services.emr.model.ListStepsRequest;
import software.amazon.awssdk.services.emr.model.ListStepsResponse;
import software.amazon.awssdk.services.emr.model.StepSummary;
import software.amazon.awssdk.services.emr.model.Tag;
import software.amazon.awssdk.services.emr.paginators.ListStepsIterable;

/** What EMR says of a cluster that came to nothing, and what is made of it. */
class EmrClusterGatewayTest {
    private final Emr emr = new Emr();
    private final EmrClusterGateway clusters = new EmrClusterGateway(
            emr,
            () -> emr,
            new ClusterSettings(
                    "emr-7.13.0",
                    "service",
                    "node",
                    "mayfly",
                    List.of(),
                    URI.create("s3://artifacts/job.jar"),
                    URI.create("s3://artifacts/dead-man.sh"),
                    URI.create("s3://state/logs/")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INSTANCE_FAILURE       | The master node was terminated                                                | NODE
                    BOOTSTRAP_FAILURE      | On the master instance (i-0abc), bootstrap action 1 returned a non-zero code  | BOOTSTRAP
                    INSTANCE_FLEET_TIMEOUT | Provisioning has timed out                                                    | CAPACITY
                    VALIDATION_ERROR       | We currently do not have sufficient m7g.xlarge capacity: Insufficient capacity | CAPACITY
                    INTERNAL_ERROR         | EC2 is out of capacity                                                        | CAPACITY
                    VALIDATION_ERROR       | The subnet subnet-1 does not exist                                            | NONE
                    USER_REQUEST           | Terminated by user request                                                    | NONE
                    STEP_FAILURE           | Shut down as step failed                                                      | NONE
                    """)
    void tellsEmrsReasonsApart(String code, String message, ClusterSight.Trouble trouble) {
        emr.code = code;
        emr.message = message;
        assertThat(clusters.look("j-1")).isInstanceOfSatisfying(ClusterSight.Seen.class, seen -> {
            assertThat(seen.trouble()).isEqualTo(trouble);
            assertThat(seen.reason()).isEqualTo(code + ": " + message);
        });
    }

    @Test
    void hasNoTagsOfAClusterThatGoes() {
        emr.state = "RUNNING";
        assertThat(clusters.tagsOfLiving("j-1")).contains(Map.of("mayfly-deployment", "prod"));
        for (String state : List.of("TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS")) {
            emr.state = state;
            assertThat(clusters.tagsOfLiving("j-1")).as(state).isEmpty();
        }
    }

    private static final class Emr implements EmrClient {
        private String state = "TERMINATED_WITH_ERRORS";
        private String code = "";
        private String message = "";

        @Override
        public DescribeClusterResponse describeCluster(DescribeClusterRequest request) {
            return DescribeClusterResponse.builder()
                    .cluster(cluster -> cluster.id(request.clusterId())
                            .tags(Tag.builder()
                                    .key("mayfly-deployment")
                                    .value("prod")
                                    .build())
                            .status(status -> status.state(state)
                                    .stateChangeReason(
                                            reason -> reason.code(code).message(message))
                                    .timeline(timeline -> timeline.creationDateTime(Instant.EPOCH))))
                    .build();
        }

        @Override
        public ListStepsResponse listSteps(ListStepsRequest request) {
            return ListStepsResponse.builder()
                    .steps(StepSummary.builder()
                            .id("s-1")
                            .status(status -> status.state("FAILED")
                                    .timeline(timeline -> timeline.creationDateTime(Instant.EPOCH)))
                            .build())
                    .build();
        }

        @Override
        public ListStepsIterable listStepsPaginator(ListStepsRequest request) {
            return new ListStepsIterable(this, request);
        }

        @Override
        public String serviceName() {
            return "elasticmapreduce";
        }

        @Override
        public void close() {}
    }
}
