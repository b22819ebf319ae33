package dev.mayfly.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.SdkJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A message in a queue; {@code receipt} is the handle of its last receipt. */
record QueuedMessage(
        String id,
        String body,
        Instant sentAt,
        Instant visibleAt,
        int received,
        Optional<Instant> firstReceivedAt,
        Optional<String> receipt) {
    static QueuedMessage sent(String id, String body, Instant now, Instant visibleAt) {
        return new QueuedMessage(id, body, now, visibleAt, 0, Optional.empty(), Optional.empty());
    }

    QueuedMessage receivedAt(Instant now, Instant visibleAgain, String receipt) {
        return new QueuedMessage(
                id,
                body,
                sentAt,
                visibleAgain,
                received + 1,
                firstReceivedAt.or(() -> Optional.of(now)),
                Optional.of(receipt));
    }

    QueuedMessage visibleAgainAt(Instant when) {
        return new QueuedMessage(id, body, sentAt, when, received, firstReceivedAt, receipt);
    }

    /** Dead letters keep their id and the time when they were first sent. */
    QueuedMessage deadAt(Instant now) {
        return new QueuedMessage(id, body, sentAt, now, 0, Optional.empty(), Optional.empty());
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id).put("body", body).put("sentAt", sentAt.toString()).put("visibleAt", visibleAt.toString());
        json.put("received", received);
        firstReceivedAt.ifPresent(at -> json.put("firstReceivedAt", at.toString()));
        receipt.ifPresent(handle -> json.put("receipt", handle));
        return new String(SdkJson.bytes(json), StandardCharsets.UTF_8);
    }

    static QueuedMessage of(String json) {
        JsonNode node = SdkJson.tree(json.getBytes(StandardCharsets.UTF_8));
        return new QueuedMessage(
                node.get("id").textValue(),
                node.get("body").textValue(),
                Instant.parse(node.get("sentAt").textValue()),
                Instant.parse(node.get("visibleAt").textValue()),
                node.get("received").intValue(),
                Optional.ofNullable(node.get("firstReceivedAt"))
                        .map(JsonNode::textValue)
                        .map(Instant::parse),
                Optional.ofNullable(node.get("receipt")).map(JsonNode::textValue));
    }
}
