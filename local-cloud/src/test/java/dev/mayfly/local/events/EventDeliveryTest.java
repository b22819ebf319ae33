package dev.mayfly.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.local.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

class EventDeliveryTest {
    @TempDir
    private Path dir;

    @Test
    void aShareOfTheEventsComesTwiceAndNoneIsLost() {
        EventSettings unkind = new EventSettings(7, 0.5, Duration.ofMillis(50), Optional.empty());
        try (TestCloud cloud = TestCloud.start(dir, unkind);
                S3Client s3 = cloud.client(S3Client.builder());
                SqsClient sqs = cloud.client(SqsClient.builder())) {
            for (int i = 0; i < 20; i++) {
                String key = i + ".csv";
                s3.putObject(r -> r.bucket(TestCloud.RAW).key(key), RequestBody.fromString("x"));
            }
            List<String> bodies = new ArrayList<>();
            String url = sqs.getQueueUrl(r -> r.queueName("shop-arrivals")).queueUrl();
            while (true) {
                var batch = sqs.receiveMessage(
                                r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                        .messages();
                if (batch.isEmpty()) {
                    break;
                }
                batch.forEach(message -> bodies.add(message.body()));
            }
            assertThat(bodies).hasSizeGreaterThan(20);
            assertThat(bodies.stream().distinct()).hasSize(20);
        }
    }

    @Test
    void aRuleTicksAtTheIntervalOfTheSettings() {
        EventSettings quick = new EventSettings(1, 0, Duration.ZERO, Optional.of(Duration.ofMillis(100)));
        try (TestCloud cloud = TestCloud.start(dir, quick);
                SqsClient sqs = cloud.client(SqsClient.builder())) {
            String url = sqs.getQueueUrl(r -> r.queueName("shop-dead")).queueUrl();
            for (int tick = 0; tick < 2; tick++) {
                assertThat(sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10))
                                .messages())
                        .singleElement()
                        .satisfies(message -> assertThat(message.body()).isEqualTo("{\"tick\": true}"));
            }
        }
    }

    @Test
    void anEventOfOnesOwnGoesTheSameWay() {
        try (TestCloud cloud = TestCloud.start(dir);
                EventBridgeClient events = cloud.client(EventBridgeClient.builder());
                SqsClient sqs = cloud.client(SqsClient.builder())) {
            String detail = "{\"bucket\":{\"name\":\"" + TestCloud.RAW + "\"},\"object\":{\"key\":\"a.csv\"}}";
            PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                    .source("aws.s3")
                    .detailType("Object Created")
                    .detail(detail)
                    .build();
            assertThat(events.putEvents(r -> r.entries(entry)).failedEntryCount())
                    .isZero();
            String url = sqs.getQueueUrl(r -> r.queueName("shop-arrivals")).queueUrl();
            assertThat(sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(10))
                            .messages())
                    .hasSize(1);
        }
    }
}
