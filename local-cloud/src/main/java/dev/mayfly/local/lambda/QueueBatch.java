package dev.mayfly.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.SdkJson;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.model.Message;

/** Messages on their way to a function, in the documented shape of an SQS event, and which of them its answer settles. */
record QueueBatch(EventSourceMapping source, List<Message> messages) {
    byte[] event() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        for (Message message : messages) {
            ObjectNode attributes = records.addObject()
                    .put("messageId", message.messageId())
                    .put("receiptHandle", message.receiptHandle())
                    .put("body", message.body())
                    .put("md5OfBody", message.md5OfBody())
                    .put("eventSource", "aws:sqs")
                    .put("eventSourceARN", source.queueArn())
                    .put("awsRegion", "us-east-1")
                    .putObject("attributes");
            message.attributesAsStrings().forEach(attributes::put);
            ((ObjectNode) records.get(records.size() - 1)).putObject("messageAttributes");
        }
        return SdkJson.bytes(event);
    }

    /** What may be deleted: everything on success, nothing on an error, all but the reported ones where those are asked for. */
    List<Message> settled(Outcome outcome) {
        if (outcome instanceof Outcome.Failed) {
            return List.of();
        }
        return source.reportsBatchItemFailures() ? withoutFailures(outcome.payload()) : messages;
    }

    private List<Message> withoutFailures(byte[] answer) {
        JsonNode failures;
        try {
            failures = SdkJson.tree(answer).path("batchItemFailures");
        } catch (AwsError notJson) {
            return List.of();
        }
        Set<String> known = messages.stream().map(Message::messageId).collect(Collectors.toSet());
        Set<String> failed = new HashSet<>();
        for (JsonNode failure : failures) {
            String id = failure.path("itemIdentifier").asText();
            // An identifier that Lambda does not know makes the whole batch a failure.
            if (!known.contains(id)) {
                return List.of();
            }
            failed.add(id);
        }
        return messages.stream()
                .filter(message -> !failed.contains(message.messageId()))
                .toList();
    }
}
