package dev.mayfly.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All queues of the account, there again after a restart. */
public final class Queues {
    private final StateStore store;
    private final Map<String, String> declared;
    private final Map<String, Queue> queues = new ConcurrentSkipListMap<>();
    private final Clock clock;

    /** Opens the queues that {@code store} keeps. */
    public Queues(StateStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.declared = store.map("queues");
        declared.values().forEach(json -> open(settings(json)));
    }

    /** Makes a queue, or gives one that is there the settings. */
    public void ensure(QueueSettings settings) {
        declared.put(settings.name(), json(settings));
        store.commit();
        open(settings);
    }

    /** Sends a text to a queue by ARN, for services that deliver to queues. */
    public void send(String arn, String body) {
        Queue queue = named(name(arn));
        queue.send(body, queue.settings().delay());
    }

    Queue named(String name) {
        return Optional.ofNullable(queues.get(name))
                .orElseThrow(
                        () -> new AwsError(400, "QueueDoesNotExist", "The specified queue does not exist: " + name));
    }

    boolean has(String name) {
        return queues.containsKey(name);
    }

    List<String> names() {
        return List.copyOf(queues.keySet());
    }

    private void open(QueueSettings settings) {
        queues.put(
                settings.name(),
                new Queue(settings, store, (arn, message) -> named(name(arn)).add(message), clock));
    }

    private static String name(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static String json(QueueSettings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", settings.name())
                .put("visibilityTimeout", settings.visibilityTimeout().toSeconds())
                .put("delay", settings.delay().toSeconds());
        settings.redrive()
                .ifPresent(redrive -> json.putObject("redrive")
                        .put("deadLetterArn", redrive.deadLetterArn())
                        .put("maxReceiveCount", redrive.maxReceiveCount()));
        return new String(SdkJson.bytes(json), StandardCharsets.UTF_8);
    }

    private static QueueSettings settings(String json) {
        JsonNode node = SdkJson.tree(json.getBytes(StandardCharsets.UTF_8));
        return new QueueSettings(
                node.get("name").textValue(),
                Duration.ofSeconds(node.get("visibilityTimeout").longValue()),
                Duration.ofSeconds(node.get("delay").longValue()),
                Optional.ofNullable(node.get("redrive"))
                        .map(redrive -> new QueueSettings.Redrive(
                                redrive.get("deadLetterArn").textValue(),
                                redrive.get("maxReceiveCount").intValue())));
    }
}
