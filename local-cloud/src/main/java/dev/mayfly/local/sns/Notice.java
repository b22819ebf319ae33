package dev.mayfly.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/** A published message. */
public record Notice(String id, String topicArn, Optional<String> subject, String message, Instant at) {
    /** The shape in which SNS hands it to a queue, and in which it is kept. */
    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("Type", "Notification").put("MessageId", id).put("TopicArn", topicArn);
        subject.ifPresent(text -> json.put("Subject", text));
        return json.put("Message", message).put("Timestamp", at.toString());
    }

    static Notice of(JsonNode json) {
        return new Notice(
                json.get("MessageId").textValue(),
                json.get("TopicArn").textValue(),
                Optional.ofNullable(json.get("Subject")).map(JsonNode::textValue),
                json.get("Message").textValue(),
                Instant.parse(json.get("Timestamp").textValue()));
    }
}
