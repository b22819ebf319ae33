package dev.mayfly.simulator.function;

import java.util.Set;

/**
 * An event on its way to the function: what woke it, its JSON, how often Lambda or the queue tries again when the function
 * fails, and the request's id, which stays the same when it is tried again.
 */
public record Delivery(String what, String payload, int retries, String id) {
    private static final int ASYNCHRONOUS_RETRIES = 2;
    private static final Set<String> ABOUT_ALL = Set.of("reap", "drain");
    private static final Set<String> BY_ANYBODY = Set.of("reap", "plan", "status", "runs");

    private Delivery(String what, String payload, int retries) {
        this(what, payload, retries, "");
    }

    /** A tick of the clock. */
    public static Delivery tick() {
        return new Delivery("tick", "{\"tick\":true}", ASYNCHRONOUS_RETRIES);
    }

    /** A file has arrived, told by S3 through EventBridge and the queue. */
    public static Delivery arrived(String bucket, String key) {
        String event =
                "{\\\"source\\\":\\\"aws.s3\\\",\\\"detail-type\\\":\\\"Object Created\\\",\\\"detail\\\":{\\\"bucket\\\":{\\\"name\\\":\\\"%s\\\"},\\\"object\\\":{\\\"key\\\":\\\"%s\\\"}}}"
                        .formatted(bucket, key);
        return new Delivery(
                "arrival of " + key,
                "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"%s\"}]}".formatted(event),
                ASYNCHRONOUS_RETRIES);
    }

    /** A cluster has changed, told by EMR through EventBridge. */
    public static Delivery clusterChanged(String id, String name, String state) {
        return new Delivery(
                "change of " + id,
                "{\"source\":\"aws.emr\",\"detail-type\":\"EMR Cluster State Change\",\"detail\":{\"clusterId\":\"%s\",\"name\":\"%s\",\"state\":\"%s\"}}"
                        .formatted(id, name, state),
                ASYNCHRONOUS_RETRIES);
    }

    /** An event of the function's own, back from the bus. */
    public static Delivery ofItsOwn(String source, String type, String detail) {
        return new Delivery(
                type,
                "{\"source\":\"%s\",\"detail-type\":\"%s\",\"detail\":%s}".formatted(source, type, detail),
                ASYNCHRONOUS_RETRIES);
    }

    /** A person's command with the keys that it takes; {@code more} is what it says beside the usual, as JSON. */
    public static Delivery command(String command, String dataset, String more) {
        String about = ABOUT_ALL.contains(command) ? "" : ",\"dataset\":\"%s\"".formatted(dataset);
        String signed = BY_ANYBODY.contains(command) ? "" : ",\"by\":\"ada\",\"reason\":\"simulated\"";
        return new Delivery(command, "{\"command\":\"%s\"%s%s%s}".formatted(command, about, signed, more), 0);
    }

    /** Whether a person waits for the answer. */
    boolean asked() {
        return payload.startsWith("{\"command\":");
    }

    Delivery as(String request) {
        return id.isEmpty() ? new Delivery(what, payload, retries, request) : this;
    }

    Delivery again() {
        return new Delivery(what, payload, retries - 1, id);
    }
}
