package dev.mayfly.local.sns;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.QueryService;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.http.Xml;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** SNS's topics: what is published is kept, and goes to the queues that subscribed. */
public final class SnsService extends QueryService {
    private final StateStore store;
    private final Map<String, String> topics;
    private final Map<String, String> notices;
    private final Map<String, String> subscriptions;
    private final BiConsumer<String, String> queues;
    private final String place;
    private final Clock clock;

    /** {@code queues} takes a queue's ARN and a message. */
    public SnsService(StateStore store, BiConsumer<String, String> queues, String account, String region, Clock clock) {
        super("sns", "http://sns.amazonaws.com/doc/2010-03-31/");
        this.store = store;
        this.topics = store.map("topics");
        this.notices = store.map("notices");
        this.subscriptions = store.map("subscriptions");
        this.queues = queues;
        this.place = "arn:aws:sns:" + region + ":" + account + ":";
        this.clock = clock;
        action("CreateTopic", parameters -> "<TopicArn>" + ensureTopic(required(parameters, "Name")) + "</TopicArn>");
        action(
                "ListTopics",
                parameters -> "<Topics>"
                        + members(topics.keySet().stream()
                                .map(arn -> "<TopicArn>" + arn + "</TopicArn>")
                                .toList()) + "</Topics>");
        action("Publish", this::publish);
        action("Subscribe", this::subscribe);
        action("ListSubscriptionsByTopic", this::list);
    }

    /** Makes a topic unless it is there, and gives its ARN. */
    public String ensureTopic(String name) {
        if (!name.matches("[A-Za-z0-9_-]{1,256}")) {
            throw invalid("Topic Name " + name);
        }
        topics.put(place + name, name);
        store.commit();
        return place + name;
    }

    /** What was published to a topic, oldest first. */
    public List<Notice> published(String topicArn) {
        return store.values("notices", topicArn + " ").stream()
                .map(json -> Notice.of(SdkJson.tree(json.getBytes(StandardCharsets.UTF_8))))
                .toList();
    }

    private synchronized String publish(Map<String, String> parameters) {
        String topic = topic(parameters);
        String message = required(parameters, "Message");
        if (message.isEmpty()) {
            throw invalid("Empty message");
        }
        if (message.getBytes(StandardCharsets.UTF_8).length > 256 * 1024) {
            throw invalid("Message too long");
        }
        if ("json".equals(parameters.get("MessageStructure"))) {
            message = forQueues(message);
        }
        Optional<String> subject = Optional.ofNullable(parameters.get("Subject"));
        if (subject.filter(text -> text.isEmpty() || text.length() >= 100 || text.contains("\n"))
                .isPresent()) {
            throw invalid("Subject");
        }
        Notice notice = new Notice(UUID.randomUUID().toString(), topic, subject, message, clock.instant());
        String json = new String(SdkJson.bytes(notice.json()), StandardCharsets.UTF_8);
        notices.put(topic + " %019d".formatted(published(topic).size()), json);
        store.commit();
        store.values("subscriptions", topic + " ").forEach(queue -> queues.accept(queue, json));
        return "<MessageId>" + notice.id() + "</MessageId>";
    }

    /** One text for each protocol; who has none of its own gets the default. */
    private static String forQueues(String structured) {
        JsonNode texts;
        try {
            texts = SdkJson.tree(structured.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException e) {
            throw invalid("Message Structure - JSON message body failed to parse");
        }
        if (!texts.path("default").isTextual()) {
            throw invalid("Message Structure - No default entry in JSON message body");
        }
        return texts.path(texts.path("sqs").isTextual() ? "sqs" : "default").asText();
    }

    private String subscribe(Map<String, String> parameters) {
        String topic = topic(parameters);
        if (!"sqs".equals(parameters.get("Protocol"))) {
            throw invalid("the embedded cloud delivers to queues only, Protocol is " + parameters.get("Protocol"));
        }
        String queue = required(parameters, "Endpoint");
        String name = queue.substring(queue.lastIndexOf(':') + 1);
        subscriptions.put(topic + " " + name, queue);
        store.commit();
        return "<SubscriptionArn>" + topic + ":" + name + "</SubscriptionArn>";
    }

    private String list(Map<String, String> parameters) {
        String topic = topic(parameters);
        return "<Subscriptions>"
                + members(store.values("subscriptions", topic + " ").stream()
                        .map(queue -> "<TopicArn>" + topic + "</TopicArn><Protocol>sqs</Protocol><Endpoint>"
                                + Xml.escape(queue) + "</Endpoint>")
                        .toList())
                + "</Subscriptions>";
    }

    private String topic(Map<String, String> parameters) {
        String arn = required(parameters, "TopicArn");
        if (!topics.containsKey(arn)) {
            throw new AwsError(404, "NotFound", "Topic does not exist");
        }
        return arn;
    }

    private static AwsError invalid(String what) {
        return new AwsError(400, "InvalidParameter", "Invalid parameter: " + what);
    }

    private static String members(List<String> members) {
        return members.stream().map(member -> "<member>" + member + "</member>").collect(Collectors.joining());
    }
}
