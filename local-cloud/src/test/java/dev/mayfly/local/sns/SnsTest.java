package dev.mayfly.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.TestCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;

class SnsTest {
    @TempDir
    private Path dir;

    @Test
    void takesATextForEachProtocolAndGivesQueuesTheDefault() {
        try (TestCloud cloud = TestCloud.start(dir);
                SnsClient sns = cloud.client(SnsClient.builder())) {
            String topic = sns.createTopic(r -> r.name("notices")).topicArn();
            sns.publish(r ->
                    r.topicArn(topic).messageStructure("json").message("{\"default\":\"plain\",\"https\":\"{}\"}"));
            assertThat(cloud.cloud().notices("notices"))
                    .singleElement()
                    .satisfies(notice -> assertThat(notice.message()).isEqualTo("plain"));
            assertThatThrownBy(() -> sns.publish(
                            r -> r.topicArn(topic).messageStructure("json").message("{\"https\":\"x\"}")))
                    .hasMessageContaining("No default entry in JSON message body");
        }
    }

    @Test
    void keepsWhatIsPublishedAndTellsQueues() {
        try (TestCloud cloud = TestCloud.start(dir);
                SnsClient sns = cloud.client(SnsClient.builder());
                SqsClient sqs = cloud.client(SqsClient.builder())) {
            String topic = sns.listTopics().topics().get(0).topicArn();
            assertThat(topic).isEqualTo("arn:aws:sns:us-east-1:000000000000:shop-notices");
            sns.subscribe(
                    r -> r.topicArn(topic).protocol("sqs").endpoint("arn:aws:sqs:us-east-1:000000000000:shop-dead"));
            String id = sns.publish(r -> r.topicArn(topic).subject("Run ended").message("<ü & done>"))
                    .messageId();
            assertThat(cloud.cloud().notices("shop-notices")).singleElement().satisfies(notice -> {
                assertThat(notice.id()).isEqualTo(id);
                assertThat(notice.message()).isEqualTo("<ü & done>");
            });
            String queue = sqs.getQueueUrl(r -> r.queueName("shop-dead")).queueUrl();
            assertThat(sqs.receiveMessage(r -> r.queueUrl(queue)).messages())
                    .singleElement()
                    .satisfies(message -> assertThat(message.body()).contains("\"Subject\":\"Run ended\""));
            assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic + "x").message("m")))
                    .isInstanceOf(NotFoundException.class)
                    .hasMessageContaining("Topic does not exist");
        }
        try (TestCloud again = TestCloud.start(dir)) {
            assertThat(again.cloud().notices("shop-notices")).hasSize(1);
        }
    }
}
