package dev.mayfly.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.TestCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

class SqsTest {
    @TempDir
    private Path dir;

    private TestCloud cloud;
    private SqsClient sqs;

    @BeforeEach
    void start() {
        cloud = TestCloud.start(dir);
        sqs = cloud.client(SqsClient.builder());
    }

    @AfterEach
    void stop() {
        sqs.close();
        cloud.close();
    }

    @Test
    void sendsReceivesAndDeletesInBatches() {
        String url = sqs.createQueue(r -> r.queueName("mine")).queueUrl();
        assertThat(sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries(10)))
                        .successful())
                .hasSize(10);
        sqs.sendMessage(r -> r.queueUrl(url).messageBody("ü"));
        var first =
                sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
        assertThat(first).hasSize(10);
        sqs.deleteMessageBatch(r -> r.queueUrl(url)
                .entries(first.stream()
                        .map(m -> DeleteMessageBatchRequestEntry.builder()
                                .id(m.messageId())
                                .receiptHandle(m.receiptHandle())
                                .build())
                        .toList()));
        var last = sqs.receiveMessage(r -> r.queueUrl(url)).messages().get(0);
        assertThat(last.body()).isEqualTo("ü");
        sqs.changeMessageVisibility(
                r -> r.queueUrl(url).receiptHandle(last.receiptHandle()).visibilityTimeout(0));
        assertThat(sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1")
                .containsEntry(QueueAttributeName.QUEUE_ARN, "arn:aws:sqs:us-east-1:000000000000:mine");
    }

    @Test
    void refusesAsTheServiceDoes() {
        assertThatThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("none")))
                .isInstanceOf(QueueDoesNotExistException.class);
        String url = sqs.getQueueUrl(r -> r.queueName("shop-arrivals")).queueUrl();
        assertThatThrownBy(() -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entries(11))))
                .isInstanceOf(TooManyEntriesInBatchRequestException.class)
                .hasMessageContaining("You have sent 11.");
        assertThatThrownBy(() -> sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(11)))
                .hasMessageContaining(
                        "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10");
        assertThatThrownBy(() -> sqs.sendMessage(r -> r.queueUrl(url)))
                .hasMessageContaining("The request must contain the parameter MessageBody.");
    }

    private static List<SendMessageBatchRequestEntry> entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id("m" + i)
                        .messageBody("body " + i)
                        .build())
                .toList();
    }
}
