package dev.mayfly.local.lambda;

import static dev.mayfly.local.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.http.TestClients;
import dev.mayfly.local.sqs.QueueSettings;
import dev.mayfly.local.sqs.Queues;
import dev.mayfly.local.sqs.SqsService;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class EventSourcePollerTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String ARRIVALS = "arn:aws:sqs:us-east-1:000000000000:arrivals";
    private static final String DEAD = "arn:aws:sqs:us-east-1:000000000000:dead";

    @TempDir
    Path folder;

    private ProbeDeployment deployed;
    private StateStore store;
    private SqsClient sqs;
    private String url;

    @BeforeEach
    void open() {
        deployed = new ProbeDeployment(folder, Duration.ofSeconds(60), 2, false);
        store = StateStore.open(folder.resolve("sqs"));
        Queues queues = new Queues(store, Clock.systemUTC());
        queues.ensure(new QueueSettings("dead", Duration.ofSeconds(30), Duration.ZERO, Optional.empty()));
        queues.ensure(new QueueSettings(
                "arrivals", Duration.ofSeconds(4), Duration.ZERO, Optional.of(new QueueSettings.Redrive(DEAD, 2))));
        deployed.front.serve(new SqsService(queues, deployed.front.endpoint(), "000000000000", "us-east-1"));
        sqs = TestClients.of(deployed.front.endpoint(), SqsClient.builder());
        url = sqs.getQueueUrl(r -> r.queueName("arrivals")).queueUrl();
    }

    @AfterEach
    void close() {
        sqs.close();
        deployed.close();
        store.close();
    }

    @Test
    void gathersABatchWithinItsWindowAndDeletesItWhenTheFunctionHasAnswered() {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, 10)
                .mapToObj(n -> SendMessageBatchRequestEntry.builder()
                        .id("" + n)
                        .messageBody("file " + n)
                        .build())
                .toList();
        sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries));
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("file 10"));
        deployed.lambda.feed("probe", new EventSourceMapping(ARRIVALS, 100, Duration.ofSeconds(1), 2, false));

        eventually(SOON, () -> assertThat(deployed.diary()).hasSize(1));
        JsonNode records = SdkJson.tree(deployed.diary().get(0).getBytes(StandardCharsets.UTF_8))
                .path("Records");
        assertThat(records).hasSize(11);
        assertThat(records.get(0).path("body").textValue()).isEqualTo("file 0");
        assertThat(records.get(0).path("eventSource").textValue()).isEqualTo("aws:sqs");
        assertThat(records.get(0).path("eventSourceARN").textValue()).isEqualTo(ARRIVALS);
        assertThat(records.get(0)
                        .path("attributes")
                        .path("ApproximateReceiveCount")
                        .textValue())
                .isEqualTo("1");
        eventually(SOON, () -> assertThat(messages()).isEqualTo("0+0"));
        assertThat(deployed.diary()).hasSize(1);
    }

    @Test
    void whatTheFunctionFailsOnComesBackAndGoesToTheDeadLettersByTheQueuesOwnPolicy() {
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("please fail!"));
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("fine"));
        deployed.lambda.feed("probe", new EventSourceMapping(ARRIVALS, 1, Duration.ZERO, 1, false));

        String dead = sqs.getQueueUrl(r -> r.queueName("dead")).queueUrl();
        eventually(
                SOON,
                () -> assertThat(sqs.receiveMessage(r -> r.queueUrl(dead)).messages())
                        .extracting(Message::body)
                        .containsExactly("please fail!"));
        assertThat(messages()).isEqualTo("0+0");
    }

    @Test
    void onlyTheReportedItemsComeBackWhereTheMappingAsksForThem() {
        EventSourceMapping source = new EventSourceMapping(ARRIVALS, 10, Duration.ZERO, 1, true);
        QueueBatch batch = new QueueBatch(source, List.of(message("a"), message("b")));
        assertThat(batch.settled(answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"a\"}]}")))
                .containsExactly(message("b"));
        assertThat(batch.settled(answer("{}"))).hasSize(2);
        assertThat(batch.settled(answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"x\"}]}")))
                .isEmpty();
        assertThat(batch.settled(answer("not json"))).isEmpty();
        assertThat(batch.settled(Outcome.failed("E", "no"))).isEmpty();
    }

    @Test
    void refusesABatchThatOneReceiveCannotBringWithoutAWindow() {
        assertThatThrownBy(() -> new EventSourceMapping(ARRIVALS, 100, Duration.ZERO, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("set batchingWindow to a second or more");
    }

    private static Message message(String id) {
        return Message.builder().messageId(id).build();
    }

    private static Outcome answer(String json) {
        return new Outcome.Answered(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Visible and in flight. */
    private String messages() {
        var attributes = sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes();
        return attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) + "+"
                + attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }
}
