package dev.mayfly.simulator.function;

/**
 * An event on its way to the function: what woke it, its JSON, and how often Lambda or the queue tries again when the
 * function fails.
 */
public record Delivery(String what, String payload, int retries) {
    private static final int ASYNCHRONOUS_RETRIES = 2;

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

    /** A person's command. */
    public static Delivery command(String command, String dataset) {
        return new Delivery(
                command,
                "{\"command\":\"%s\",\"dataset\":\"%s\",\"by\":\"ada\",\"reason\":\"simulated\"}"
                        .formatted(command, dataset),
                0);
    }

    Delivery again() {
        return new Delivery(what, payload, retries - 1);
    }
}
