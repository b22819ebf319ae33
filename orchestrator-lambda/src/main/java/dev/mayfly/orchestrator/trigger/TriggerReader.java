package dev.mayfly.orchestrator.trigger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells what an event is by its shape: an S3 notification, an EventBridge event of S3 or EMR, either of them inside SQS
 * messages, a tick, a command. What is not known is answered, never thrown.
 */
public final class TriggerReader {
    /** The minute's own event as the template sends it: it comes the most often, and is known without a parser. */
    public static final String TICK = "{\"tick\": true}";

    private static final int SHOWN = 200;

    private TriggerReader() {}

    /** Made when an event needs it. */
    private static final class Json {
        private static final ObjectMapper MAPPER = new ObjectMapper();
    }

    /** What these bytes are. */
    public static Trigger read(byte[] event) {
        if (Arrays.equals(event, TICK.getBytes(UTF_8))) {
            return new Trigger.Tick();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(event);
            return node == null || !node.isObject() ? unknown(event) : read(node, event);
        } catch (IOException e) {
            return unknown(event);
        }
    }

    private static Trigger read(JsonNode node, byte[] event) {
        if (node.path("Records").isArray()) {
            return records(node.path("Records"), event);
        }
        if (node.has("detail-type")) {
            return fromEventBridge(node, event);
        }
        if (node.path("tick").asBoolean(false)) {
            return new Trigger.Tick();
        }
        if (node.has("command")) {
            return new Trigger.Command(node);
        }
        return "s3:TestEvent".equals(node.path("Event").asText())
                ? new Trigger.Ignored("s3:TestEvent")
                : unknown(event);
    }

    private static Trigger records(JsonNode records, byte[] event) {
        Set<String> objects = new TreeSet<>();
        Set<String> clusters = new TreeSet<>();
        boolean known = false;
        for (JsonNode record : records) {
            Trigger trigger = record(record);
            known |= !(trigger instanceof Trigger.Unknown);
            if (trigger instanceof Trigger.FilesArrived files) {
                objects.addAll(files.objects());
            } else if (trigger instanceof Trigger.ClustersChanged changed) {
                clusters.addAll(changed.names());
            }
        }
        if (!objects.isEmpty()) {
            return new Trigger.FilesArrived(objects);
        }
        if (!clusters.isEmpty()) {
            return new Trigger.ClustersChanged(clusters);
        }
        return known ? new Trigger.Ignored("messages without files or clusters") : unknown(event);
    }

    private static Trigger record(JsonNode record) {
        return switch (record.path("eventSource").asText()) {
            case "aws:sqs" -> read(record.path("body").asText().getBytes(UTF_8));
            case "aws:s3" -> fromNotification(record);
            default -> new Trigger.Unknown(record.path("eventSource").asText());
        };
    }

    /** Keys in S3 notifications are URL-encoded, those in EventBridge events are not. */
    private static Trigger fromNotification(JsonNode record) {
        JsonNode s3 = record.path("s3");
        String bucket = s3.path("bucket").path("name").asText();
        String key = s3.path("object").path("key").asText();
        if (!record.path("eventName").asText().startsWith("ObjectCreated")) {
            return new Trigger.Ignored(record.path("eventName").asText());
        }
        try {
            return new Trigger.FilesArrived(Set.of("s3://" + bucket + "/" + URLDecoder.decode(key, UTF_8)));
        } catch (IllegalArgumentException e) {
            return new Trigger.Unknown("a key that is not URL-encoded: " + key);
        }
    }

    private static Trigger fromEventBridge(JsonNode node, byte[] event) {
        JsonNode detail = node.path("detail");
        return switch (node.path("source").asText() + "/"
                + node.path("detail-type").asText()) {
            case "aws.s3/Object Created" ->
                new Trigger.FilesArrived(
                        Set.of("s3://" + detail.path("bucket").path("name").asText() + "/"
                                + detail.path("object").path("key").asText()));
            case "aws.emr/EMR Cluster State Change" -> clusterNamed(detail);
            // A step's event does not say its cluster's name; the tick and the cluster's own events do.
            case "aws.emr/EMR Step Status Change" -> new Trigger.Tick();
            case "aws.events/Scheduled Event" -> new Trigger.Tick();
            default ->
                "Dataset Look".equals(node.path("detail-type").asText()) && detail.hasNonNull("dataset")
                        ? new Trigger.ReconcileRequest(detail.path("dataset").asText())
                        : unknown(event);
        };
    }

    private static Trigger clusterNamed(JsonNode detail) {
        String name = detail.path("name").asText();
        return name.isEmpty() ? new Trigger.Tick() : new Trigger.ClustersChanged(Set.of(name));
    }

    private static Trigger unknown(byte[] event) {
        String text = new String(event, UTF_8).strip();
        return new Trigger.Unknown(text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text);
    }
}
