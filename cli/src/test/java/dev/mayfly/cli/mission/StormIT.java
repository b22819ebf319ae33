package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.local.http.RequestLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** S3 may tell of files as often as it likes. */
@Timeout(300)
class StormIT {
    private static final int EVENTS = 10_000;
    private static final int A_CALL = 10;

    @TempDir
    private Path folder;

    @Test
    void tenThousandEventsStartOneClusterAfterFewLooksAndFewerWrites() throws Exception {
        LocalDeployment.Options props =
                LocalDeployment.Options.usual(Mission.home()).withPolicy("quiet=PT25S,logGrace=PT5S");
        try (Mission mission = Mission.open(folder, Visits.DATASET, props);
                SqsClient sqs = mission.stage().clients().build(SqsClient.builder())) {
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n");
            String queue = sqs.getQueueUrl(request -> request.queueName(mission.stage()
                            .cloud()
                            .deployment()
                            .functions()
                            .get(0)
                            .mappings()
                            .get(0)
                            .queueArn()
                            .replaceFirst(".*:", "")))
                    .queueUrl();
            IntStream.range(0, EVENTS / A_CALL).parallel().forEach(call -> send(sqs, queue, event(mission), call));
            RequestLog log = mission.stage().cloud().requests();
            FaultsIT.until(() -> !log.of("elasticmapreduce", "RunJobFlow").isEmpty());

            List<RequestLog.Entry> launches = log.of("elasticmapreduce", "RunJobFlow");
            assertThat(launches).hasSize(1);
            assertThat(log.all())
                    .filteredOn(entry -> entry.request().method().equals("PUT")
                            && entry.status() == 200
                            && entry.request().path().endsWith("/ledger/visits/head.json")
                            && entry.at().isBefore(launches.get(0).at()))
                    .hasSizeLessThanOrEqualTo(2);
            FaultsIT.until(() -> queued(sqs, queue) == 0);
            assertThat(mission.function().invocations())
                    .as("when the storm is over")
                    .isLessThanOrEqualTo(60);
            assertThat(mission.runOver(1).path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(mission.clusters()).hasSize(1);
        }
    }

    /** What waits and what is being delivered. */
    private static int queued(SqsClient sqs, String queue) {
        Map<QueueAttributeName, String> counts = sqs.getQueueAttributes(request -> request.queueUrl(queue)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes();
        return counts.values().stream().mapToInt(Integer::parseInt).sum();
    }

    private static String event(Mission mission) {
        return """
                {"version":"0","source":"aws.s3","detail-type":"Object Created","account":"000000000000","region":"us-east-1",
                 "detail":{"bucket":{"name":"%s"},"object":{"key":"%svisits-1.csv"},"reason":"PutObject"}}""".formatted(mission.raw().bucket(), mission.raw().prefix());
    }

    private static void send(SqsClient sqs, String queue, String event, int call) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, A_CALL)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(call + "-" + i)
                        .messageBody(event)
                        .build())
                .toList();
        assertThat(sqs.sendMessageBatch(request -> request.queueUrl(queue).entries(entries))
                        .failed())
                .isEmpty();
    }
}
