package dev.mayfly.orchestrator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.OneAnswer;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.ClusterStatus.Found;
import java.io.IOException;
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
    private static final ClusterSettings SETTINGS = new ClusterSettings(
            "emr-7.13.0",
            "service",
            "node",
            "mayfly",
            List.of(),
            URI.create("s3://artifacts/job.jar"),
            URI.create("s3://artifacts/dead-man.sh"),
            URI.create("s3://state/logs/"));
    private static final LaunchSpec ORDER = new LaunchSpec(
            "mayfly/prod/shop/20260302T080000Z-0a1b2c3d/a1",
            ClusterTemplate.shipped().get(0),
            Map.of("mayfly-deployment", "prod"),
            List.of(),
            URI.create("s3://state/plans/1.json"),
            "0".repeat(64),
            Instant.EPOCH);
    private final Emr emr = new Emr();
    private final EmrClusterGateway clusters = new EmrClusterGateway(emr, () -> emr, SETTINGS);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    INSTANCE_FAILURE | The master node was terminated | INSTANCE
                    INSTANCE_FAILURE | The master instance was terminated by EC2: Spot interruption | INSTANCE
                    BOOTSTRAP_FAILURE | On the master instance (i-0abc), bootstrap action 1 returned a non-zero return code | BOOTSTRAP
                    BOOTSTRAP_FAILURE | Master instance (i-0abc) failed attempting to download bootstrap action 1 file from S3 | BOOTSTRAP
                    BOOTSTRAP_FAILURE | On the master instance (i-0abc), application provisioning timed out | BOOTSTRAP
                    INSTANCE_FLEET_TIMEOUT | Provisioning has timed out | CAPACITY
                    INSTANCE_FLEET_TIMEOUT | The core instance fleet timed out while provisioning Spot instances | CAPACITY
                    VALIDATION_ERROR | We currently do not have sufficient m7g.xlarge capacity in the Availability Zone you requested | CAPACITY
                    VALIDATION_ERROR | The requested instance type m7g.xlarge is not supported in the requested availability zone | CAPACITY
                    VALIDATION_ERROR | Instance type m7g.xlarge is not supported | CAPACITY
                    VALIDATION_ERROR | Your requested instance type (m7g.xlarge) is not supported in your requested Availability Zone (us-east-1e) | CAPACITY
                    VALIDATION_ERROR | Unsupported: The requested configuration is currently not supported | CAPACITY
                    VALIDATION_ERROR | There are not enough free addresses in subnet subnet-0abc | CAPACITY
                    VALIDATION_ERROR | InsufficientFreeAddressesInSubnet: The specified subnet does not have enough free addresses to satisfy the request | CAPACITY
                    INTERNAL_ERROR | InsufficientInstanceCapacity: Insufficient capacity | CAPACITY
                    INTERNAL_ERROR | EC2 is out of capacity | CAPACITY
                    INTERNAL_ERROR | There is no Spot capacity available that matches your request | CAPACITY
                    VALIDATION_ERROR | SpotMaxPriceTooLow: Your Spot request price is lower than the minimum required price | CAPACITY
                    VALIDATION_ERROR | capacity-not-available: There is no capacity available that matches your request | CAPACITY
                    VALIDATION_ERROR | The EC2 Availability Zone has insufficient instance capacity for m5.2xlarge | CAPACITY
                    VALIDATION_ERROR | VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket | QUOTA
                    VALIDATION_ERROR | You have exceeded the vCPU limit. Please request a limit increase | QUOTA
                    VALIDATION_ERROR | The request exceeds your EC2 instance quota for m5.xlarge | QUOTA
                    VALIDATION_ERROR | MaxSpotInstanceCountExceeded: Max spot instance count exceeded | QUOTA
                    VALIDATION_ERROR | InstanceLimitExceeded: You have requested more instances (3) than your current instance limit of 2 allows | QUOTA
                    VALIDATION_ERROR | EC2 quota was exceeded: you have reached the EC2 service quota for vCPUs | QUOTA
                    VALIDATION_ERROR | The number of running instances would exceed your limit | QUOTA
                    VALIDATION_ERROR | The subnet subnet-1 does not exist | VALIDATION
                    VALIDATION_ERROR | Invalid InstanceProfile: node | VALIDATION
                    VALIDATION_ERROR | Service role service has insufficient EC2 permissions | VALIDATION
                    VALIDATION_ERROR | You are not authorized to perform this operation | VALIDATION
                    INTERNAL_ERROR | Failed to start the job flow due to an internal error | INTERNAL
                    USER_REQUEST | Terminated by user request | USER_REQUEST
                    STEP_FAILURE | Shut down as step failed | STEP_FAILURE
                    ALL_STEPS_COMPLETED | Steps completed | NO_STEP_LEFT
                    SOMETHING_NEW | What no document knows yet | UNKNOWN
                    """)
    void tellsEmrsReasonsApart(String code, String message, ClusterStatus.EndCause endCause) {
        emr.code = code;
        emr.message = message;
        assertThat(clusters.describe("j-1")).isInstanceOfSatisfying(Found.class, seen -> {
            assertThat(seen.endCause()).isEqualTo(endCause);
            assertThat(seen.reason()).isEqualTo(code + ": " + message);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CANCELLED      | no  | NEVER_RAN
                    INTERRUPTED    | no  | NEVER_RAN
                    CANCELLED      | yes | INTERRUPTED
                    INTERRUPTED    | yes | INTERRUPTED
                    FAILED         | yes | FAILED
                    COMPLETED      | yes | COMPLETED
                    RUNNING        | yes | RUNNING
                    CANCEL_PENDING | yes | RUNNING
                    CANCEL_PENDING | no  | WAITING
                    PENDING        | no  | WAITING
                    """)
    void tellsAStepThatNeverRanFromOneThatFailed(String state, String started, ClusterStatus.StepState seen) {
        emr.step = state;
        emr.started = started.equals("yes");
        assertThat(clusters.describe("j-1"))
                .isInstanceOfSatisfying(
                        Found.class,
                        cluster ->
                                assertThat(cluster.step().orElseThrow().state()).isEqualTo(seen));
    }

    /** A proxy or a gateway refuses in a language of its own. */
    @ParameterizedTest
    @CsvSource({
        "403, <html><body>Forbidden</body></html>",
        "403, ''",
        "400, ''",
        "413, <html>Request Entity Too Large</html>",
        "404, not json",
        "400, {}"
    })
    void readsARefusalWithoutAnErrorCode(int status, String body) throws IOException {
        try (OneAnswer proxy = new OneAnswer(body)) {
            proxy.says(status, body);
            try (EmrClient real = proxy.client(EmrClient.builder())) {
                EmrClusterGateway gateway = new EmrClusterGateway(real, () -> real, SETTINGS);
                assertThat(gateway.launch(ORDER)).isInstanceOfSatisfying(ActionResult.LaunchRefused.class, refused -> {
                    assertThat(refused.refusal()).isEqualTo(ActionResult.Refusal.INVALID);
                    assertThat(refused.why())
                            .startsWith("EMR refused the launch: ")
                            .contains(Integer.toString(status))
                            .doesNotContain("null");
                });
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ThrottlingException | Rate exceeded                                                                     | THROTTLED
                    ValidationException | You have requested more vCPU capacity than your current vCPU limit of 32 allows    | QUOTA
                    ValidationException | MaxSpotInstanceCountExceeded: Max spot instance count exceeded                    | QUOTA
                    ValidationException | There are not enough free addresses in subnet subnet-1                            | CAPACITY
                    ValidationException | The requested instance type m7g.xlarge is not supported in the requested availability zone | CAPACITY
                    ValidationException | Invalid release label                                                             | INVALID
                    """)
    void tellsRefusalsOfALaunchApart(String code, String message, ActionResult.Refusal refusal) throws IOException {
        String body = "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(code, message);
        try (OneAnswer service = new OneAnswer(body)) {
            service.says(400, body);
            try (EmrClient real = service.client(EmrClient.builder())) {
                EmrClusterGateway gateway = new EmrClusterGateway(real, () -> real, SETTINGS);
                assertThat(gateway.launch(ORDER))
                        .isEqualTo(new ActionResult.LaunchRefused("EMR refused the launch: " + message, refusal));
            }
        }
    }

    @Test
    void hasNoTagsOfAClusterThatGoes() {
        emr.state = "RUNNING";
        assertThat(clusters.tags("j-1")).contains(Map.of("mayfly-deployment", "prod"));
        for (String state : List.of("TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS")) {
            emr.state = state;
            assertThat(clusters.tags("j-1")).as(state).isEmpty();
        }
    }

    private static final class Emr implements EmrClient {
        private String state = "TERMINATED_WITH_ERRORS";
        private String code = "";
        private String message = "";
        private String step = "FAILED";
        private boolean started = true;

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
                            .status(status -> status.state(step)
                                    .timeline(timeline -> timeline.creationDateTime(Instant.EPOCH)
                                            .startDateTime(started ? Instant.EPOCH : null)))
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
