package dev.mayfly.local;

import static dev.mayfly.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.local.http.TestClients;
import dev.mayfly.local.lambda.ProbeFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.InstanceRoleType;
import software.amazon.awssdk.services.s3.S3Client;

/** One cloud from one template: a file wakes the function through the queue, a cluster's life wakes it through the bus. */
class WiringTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String TEMPLATE = """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              Raw:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: shop-raw
                  NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } }
              State:
                Type: AWS::S3::Bucket
                Properties: { BucketName: shop-state }
              Arrivals:
                Type: AWS::SQS::Queue
                Properties: { QueueName: arrivals }
              FilesArrive:
                Type: AWS::Events::Rule
                Properties:
                  Name: files-arrive
                  EventPattern: { source: [aws.s3], detail-type: [Object Created] }
                  Targets: [{ Id: arrivals, Arn: !GetAtt Arrivals.Arn }]
              Probe:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: probe
                  Runtime: java21
                  Handler: dev.mayfly.local.lambda.ProbeFunction::handleRequest
                  CodeUri: probe.zip
                  MemorySize: 256
                  Timeout: 30
                  Environment: { Variables: { PROBE_DIARY: '<diary>' } }
                  Events:
                    FilesArrived:
                      Type: SQS
                      Properties: { Queue: !GetAtt Arrivals.Arn, BatchSize: 10 }
                    ClusterChanged:
                      Type: EventBridgeRule
                      Properties:
                        Pattern: { source: [aws.emr], detail-type: [EMR Cluster State Change] }
            """;

    @TempDir
    Path folder;

    private LocalCloud cloud;
    private S3Client s3;

    @BeforeEach
    void open() throws IOException {
        ProbeFunction.zip(folder.resolve("probe.zip"));
        Path template = folder.resolve("template.yaml");
        Files.writeString(
                template, TEMPLATE.replace("<diary>", folder.resolve("diary").toString()));
        cloud = LocalCloud.start(LocalCloudSettings.at(folder.resolve("cloud"), template));
        s3 = TestClients.of(cloud.endpoint(), S3Client.builder());
    }

    @AfterEach
    void close() {
        s3.close();
        cloud.close();
    }

    @Test
    void aFileThatArrivesWakesTheFunctionThroughTheQueue() {
        s3.putObject(r -> r.bucket("shop-raw").key("shop/events.csv"), RequestBody.fromString("a,b\n"));
        eventually(
                SOON,
                () -> assertThat(diary())
                        .anySatisfy(line -> assertThat(line).contains("aws:sqs", "Object Created", "shop/events.csv")));
        assertThat(cloud.function("probe").function().memoryMegabytes()).isEqualTo(256);
    }

    @Test
    @SuppressWarnings("unchecked") // the SDK's generic varargs
    void aClustersLifeWakesTheFunctionAndItsTimerGoesWithIt() throws IOException {
        Path script = Path.of("..", "bootstrap", "dead-man.sh");
        s3.putObject(r -> r.bucket("shop-state").key("dead-man.sh"), script);
        try (EmrClient emr = TestClients.of(cloud.endpoint(), EmrClient.builder())) {
            String id = emr.runJobFlow(r -> r.name("shop")
                            .releaseLabel("emr-7.13.0")
                            .serviceRole("service")
                            .jobFlowRole("node")
                            .instances(instances -> instances
                                    .keepJobFlowAliveWhenNoSteps(true)
                                    .instanceGroups(group -> group.instanceRole(InstanceRoleType.MASTER)
                                            .instanceType("m5.xlarge")
                                            .instanceCount(1)))
                            .bootstrapActions(action -> action.name("dead man")
                                    .scriptBootstrapAction(source -> source.path("s3://shop-state/dead-man.sh")
                                            .args("--at", "4000000000"))))
                    .jobFlowId();
            eventually(SOON, () -> assertThat(state(emr, id)).isEqualTo(ClusterState.WAITING));
            Path pid = folder.resolve("cloud/emr/" + id + "/node/info/mayfly-dead-man.pid");
            ProcessHandle timer = ProcessHandle.of(
                            Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow();
            assertThat(timer.isAlive()).isTrue();

            emr.terminateJobFlows(r -> r.jobFlowIds(id));
            eventually(SOON, () -> assertThat(state(emr, id)).isEqualTo(ClusterState.TERMINATED));
            eventually(SOON, () -> assertThat(timer.isAlive()).isFalse());
            eventually(
                    SOON,
                    () -> assertThat(diary())
                            .anySatisfy(line ->
                                    assertThat(line).contains("EMR Cluster State Change", id, "\"TERMINATED\"")));
        }
    }

    private static ClusterState state(EmrClient emr, String id) {
        return emr.describeCluster(r -> r.clusterId(id)).cluster().status().state();
    }

    private List<String> diary() {
        try {
            Path diary = folder.resolve("diary");
            return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
