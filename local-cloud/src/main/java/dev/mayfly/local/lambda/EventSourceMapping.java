package dev.mayfly.local.lambda;

import java.time.Duration;

/** An event source mapping from an SQS queue to a function, within Lambda's limits. */
public record EventSourceMapping(
        String queueArn,
        int batchSize,
        Duration batchingWindow,
        int maximumConcurrency,
        boolean reportsBatchItemFailures) {
    /** Refuses what Lambda refuses of a standard queue's mapping. */
    public EventSourceMapping {
        if (!queueArn.startsWith("arn:aws:sqs:")) {
            throw new IllegalArgumentException("queueArn is " + queueArn + "; give an SQS queue's ARN");
        }
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException("batchSize is " + batchSize + "; take 1 to 10000");
        }
        if (batchingWindow.isNegative() || batchingWindow.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new IllegalArgumentException("batchingWindow is " + batchingWindow + "; take 0 to 300 seconds");
        }
        if (batchSize > 10 && batchingWindow.isZero()) {
            throw new IllegalArgumentException("batchSize " + batchSize
                    + " is more than one receive brings; set batchingWindow to a second or more");
        }
        if (maximumConcurrency < 1 || maximumConcurrency > 1000) {
            throw new IllegalArgumentException("maximumConcurrency is " + maximumConcurrency + "; take 1 to 1000");
        }
    }

    String queueName() {
        return queueArn.substring(queueArn.lastIndexOf(':') + 1);
    }
}
