package dev.mayfly.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.SdkJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A queue's attributes as texts, the way SQS exchanges them. */
final class QueueAttributes {
    private QueueAttributes() {}

    static QueueSettings settings(String name, Map<String, String> attributes) {
        if (name == null) {
            throw new AwsError(400, "MissingParameter", "The request must contain the parameter QueueName.");
        }
        Optional<JsonNode> redrive = Optional.ofNullable(attributes.get("RedrivePolicy"))
                .map(json -> SdkJson.tree(json.getBytes(StandardCharsets.UTF_8)));
        return new QueueSettings(
                name,
                seconds(attributes, "VisibilityTimeout", 30),
                seconds(attributes, "DelaySeconds", 0),
                redrive.map(policy -> new QueueSettings.Redrive(
                        policy.path("deadLetterTargetArn").asText(),
                        policy.path("maxReceiveCount").asInt())));
    }

    static Map<QueueAttributeName, String> of(Queue queue, String arn) {
        Map<QueueAttributeName, String> all = new EnumMap<>(QueueAttributeName.class);
        all.put(QueueAttributeName.QUEUE_ARN, arn);
        all.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, String.valueOf(queue.visible()));
        all.put(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, String.valueOf(queue.invisible()));
        all.put(
                QueueAttributeName.VISIBILITY_TIMEOUT,
                String.valueOf(queue.settings().visibilityTimeout().toSeconds()));
        all.put(
                QueueAttributeName.DELAY_SECONDS,
                String.valueOf(queue.settings().delay().toSeconds()));
        queue.settings()
                .redrive()
                .ifPresent(redrive -> all.put(
                        QueueAttributeName.REDRIVE_POLICY,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("deadLetterTargetArn", redrive.deadLetterArn())
                                .put("maxReceiveCount", redrive.maxReceiveCount())
                                .toString()));
        return all;
    }

    private static Duration seconds(Map<String, String> attributes, String name, int otherwise) {
        try {
            return Duration.ofSeconds(Long.parseLong(attributes.getOrDefault(name, String.valueOf(otherwise))));
        } catch (NumberFormatException e) {
            throw new AwsError(400, "InvalidAttributeValue", "Invalid value for the parameter " + name + ".");
        }
    }
}
