package dev.mayfly.local.sqs;

import dev.mayfly.local.http.AwsError;
import java.time.Duration;
import java.util.Optional;

/** A queue's attributes, within SQS's bounds. */
public record QueueSettings(String name, Duration visibilityTimeout, Duration delay, Optional<Redrive> redrive) {
    public QueueSettings {
        if (!name.matches("[A-Za-z0-9_-]{1,80}")) {
            throw new AwsError(
                    400,
                    "InvalidParameterValue",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length: " + name);
        }
        if (visibilityTimeout.isNegative() || visibilityTimeout.compareTo(Duration.ofHours(12)) > 0) {
            throw new AwsError(
                    400, "InvalidAttributeValue", "Invalid value for the parameter VisibilityTimeout: 0 to 43200.");
        }
        if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(15)) > 0) {
            throw new AwsError(400, "InvalidAttributeValue", "Invalid value for the parameter DelaySeconds: 0 to 900.");
        }
    }

    /** Where a message goes that was received too often. */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}
}
