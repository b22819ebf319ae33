package dev.mayfly.local.emr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.http.TestClients;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.EmrException;
import software.amazon.awssdk.services.emr.model.InstanceFleetConfig;
import software.amazon.awssdk.services.emr.model.InstanceTypeConfig;
import software.amazon.awssdk.services.emr.model.InvalidRequestException;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepConfig;
import software.amazon.awssdk.services.emr.model.StepState;

@Timeout(60)
class EmrServiceTest {
    @TempDir
    private Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private HttpEndpoint front;
    private EmrService service;
    private EmrClient emr;

    /** A step whose arguments are a shell's: a real process, as quick as one can be. */
    private static final StepRunner SHELL = (node, step, defaults, logs) ->
            node.run(step.config().args(), java.util.Map.of(), logs.resolve("stdout"), logs.resolve("stderr"));

    @BeforeEach
    void open() {
        front = HttpEndpoint.open(0, Clock.systemUTC());
        start(Duration.ofMillis(50));
        emr = TestClients.of(front.endpoint(), EmrClient.builder());
    }

    private void start(Duration starting) {
        EmrSettings settings =
                new EmrSettings(starting, Duration.ofMillis(50), folder.resolve("none"), "local[2]", "1g");
        service = new EmrService(new ClusterRegistry(
                folder.resolve("emr"),
                front.endpoint(),
                settings,
                (source, type, resources, detail) ->
                        events.add(type + " " + detail.path("state").asText()),
                SHELL,
                Clock.systemUTC()));
        front.serve(service);
    }

    @AfterEach
    void close() {
        service.close();
        emr.close();
        front.close();
    }

    @Test
    void runsItsStepsAndEndsByItself() {
        String id = launch(request("one", "true"));
        Cluster ended = await(id, EmrServiceTest::ended);
        assertThat(ended.status().state()).isEqualTo(ClusterState.TERMINATED);
        assertThat(ended.status().stateChangeReason().code())
                .isEqualTo(ClusterStateChangeReasonCode.ALL_STEPS_COMPLETED);
        assertThat(ended.status().timeline().endDateTime())
                .isAfter(ended.status().timeline().creationDateTime());
        assertThat(step(id)).isEqualTo(StepState.COMPLETED);
        assertThat(events)
                .containsExactly(
                        "EMR Cluster State Change STARTING",
                        "EMR Cluster State Change BOOTSTRAPPING",
                        "EMR Cluster State Change RUNNING",
                        "EMR Step Status Change RUNNING",
                        "EMR Step Status Change COMPLETED",
                        "EMR Cluster State Change TERMINATING",
                        "EMR Cluster State Change TERMINATED");
    }

    @Test
    void endsWithErrorsWhenAStepFails() {
        String id = launch(request("bad", "false"));
        Cluster ended = await(id, EmrServiceTest::ended);
        assertThat(ended.status().state()).isEqualTo(ClusterState.TERMINATED_WITH_ERRORS);
        assertThat(ended.status().stateChangeReason().code()).isEqualTo(ClusterStateChangeReasonCode.STEP_FAILURE);
        assertThat(step(id)).isEqualTo(StepState.FAILED);
        assertThat(emr.listSteps(list -> list.clusterId(id))
                        .steps()
                        .get(0)
                        .status()
                        .failureDetails()
                        .message())
                .isEqualTo("exit code 1");
    }

    @Test
    void makesTwoClustersOfTheSameRequestTwice() {
        RunJobFlowRequest request = request("twin", "true");
        assertThat(launch(request)).isNotEqualTo(launch(request));
        assertThat(emr.listClusters().clusters()).extracting("name").containsExactly("twin", "twin");
    }

    @Test
    void canBeEndedBeforeItHasStarted() {
        service.close();
        start(Duration.ofMinutes(5));
        String id = launch(request("early", "true"));
        emr.terminateJobFlows(end -> end.jobFlowIds(id));
        Cluster ended = await(id, EmrServiceTest::ended);
        assertThat(ended.status().stateChangeReason().code()).isEqualTo(ClusterStateChangeReasonCode.USER_REQUEST);
        assertThat(step(id)).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void killsTheStepOfAClusterThatIsEnded() {
        String id = launch(request("long", "sleep", "300"));
        await(id, cluster -> step(id) == StepState.RUNNING);
        emr.terminateJobFlows(end -> end.jobFlowIds(id));
        assertThat(await(id, EmrServiceTest::ended).status().state()).isEqualTo(ClusterState.TERMINATED);
        assertThat(step(id)).isEqualTo(StepState.CANCELLED);
    }

    @Test
    void losesAClusterWhoseNodeIsPoweredOff() {
        String id = launch(request("dark", "sh", "-c", "sh -c \"$MAYFLY_POWEROFF\"; sleep 300"));
        Cluster ended = await(id, EmrServiceTest::ended);
        assertThat(ended.status().state()).isEqualTo(ClusterState.TERMINATED_WITH_ERRORS);
        assertThat(ended.status().stateChangeReason().message()).isEqualTo("The master node was terminated.");
    }

    @Test
    void waitsWhereItIsKeptAliveAndTakesMoreSteps() {
        RunJobFlowRequest request = request("kept", "true").toBuilder()
                .instances(request("kept", "true").instances().toBuilder()
                        .keepJobFlowAliveWhenNoSteps(true)
                        .build())
                .build();
        String id = launch(request);
        await(id, cluster -> cluster.status().state() == ClusterState.WAITING);
        emr.addJobFlowSteps(add -> add.jobFlowId(id).steps(step("CONTINUE", "false")));
        await(
                id,
                cluster -> emr.listSteps(list -> list.clusterId(id))
                                .steps()
                                .get(0)
                                .status()
                                .state()
                        == StepState.FAILED);
        await(id, cluster -> cluster.status().state() == ClusterState.WAITING);
        emr.setTerminationProtection(protect -> protect.jobFlowIds(id).terminationProtected(true));
        assertThatThrownBy(() -> emr.terminateJobFlows(end -> end.jobFlowIds(id)))
                .hasMessageContaining("termination protected");
        emr.setTerminationProtection(protect -> protect.jobFlowIds(id).terminationProtected(false));
        emr.terminateJobFlows(end -> end.jobFlowIds(id));
        await(id, EmrServiceTest::ended);
    }

    @Test
    void listsFiftyClustersAPage() {
        IntStream.range(0, 120).forEach(number -> launch(request("many-" + number, "true")));
        assertThat(emr.listClusters().clusters()).hasSize(50);
        assertThat(emr.listClustersPaginator().clusters().stream()
                        .map(cluster -> cluster.id())
                        .distinct())
                .hasSize(120);
        assertThat(emr.listClustersPaginator(list -> list.clusterStates(ClusterState.WAITING))
                        .clusters())
                .isEmpty();
    }

    @Test
    void refusesWhatItsModelDoesNotAllow() {
        assertThatThrownBy(() -> emr.runJobFlow(flow -> flow.releaseLabel("emr-7.13.0")))
                .isInstanceOf(EmrException.class)
                .hasMessageContaining("2 validation errors detected: Value null at 'name'");
        assertThatThrownBy(() -> launch(request("x".repeat(257), "true")))
                .hasMessageContaining("Member must have length less than or equal to 256");
        assertThatThrownBy(() -> emr.describeCluster(describe -> describe.clusterId("j-NONE")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Cluster id 'j-NONE' is not valid.");
        assertThatThrownBy(() -> launch(request("odd", "true").toBuilder()
                        .instances(instances("teapot"))
                        .build()))
                .hasMessageContaining("The following instance types are not supported: [teapot]");
    }

    @Test
    void showsItsDeadClustersAfterAStartOnTheSameFolderAndEndsTheLiving() {
        String dead = launch(request("dead", "true"));
        await(dead, EmrServiceTest::ended);
        String alive = launch(request("alive", "sleep", "300"));
        await(alive, cluster -> step(alive) == StepState.RUNNING);
        service.close();
        await(alive, EmrServiceTest::ended);
        start(Duration.ofMillis(50));
        assertThat(await(dead, EmrServiceTest::ended).name()).isEqualTo("dead");
        assertThat(emr.listClusters().clusters()).hasSize(2);
        assertThat(await(alive, EmrServiceTest::ended).status().state()).isEqualTo(ClusterState.TERMINATED_WITH_ERRORS);
    }

    private String launch(RunJobFlowRequest request) {
        return emr.runJobFlow(request).jobFlowId();
    }

    private StepState step(String id) {
        return emr.listSteps(list -> list.clusterId(id)).steps().get(0).status().state();
    }

    private Cluster await(String id, Predicate<Cluster> condition) {
        while (true) {
            Cluster cluster =
                    emr.describeCluster(describe -> describe.clusterId(id)).cluster();
            if (condition.test(cluster)) {
                return cluster;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean ended(Cluster cluster) {
        return cluster.status().stateAsString().startsWith("TERMINATED");
    }

    private static RunJobFlowRequest request(String name, String... command) {
        return RunJobFlowRequest.builder()
                .name(name)
                .releaseLabel("emr-7.13.0")
                .serviceRole("service")
                .jobFlowRole("node")
                .instances(instances("m5.xlarge"))
                .steps(step("TERMINATE_CLUSTER", command))
                .build();
    }

    private static StepConfig step(String action, String... command) {
        return StepConfig.builder()
                .name("step")
                .actionOnFailure(action)
                .hadoopJarStep(hadoop -> hadoop.jar("command-runner.jar").args(command))
                .build();
    }

    private static Consumer<software.amazon.awssdk.services.emr.model.JobFlowInstancesConfig.Builder> instances(
            String type) {
        return instances -> instances
                .keepJobFlowAliveWhenNoSteps(false)
                .instanceFleets(InstanceFleetConfig.builder()
                        .instanceFleetType("MASTER")
                        .targetOnDemandCapacity(1)
                        .instanceTypeConfigs(
                                InstanceTypeConfig.builder().instanceType(type).build())
                        .build());
    }
}
