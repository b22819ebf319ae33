package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template asks for, with every name and reference resolved. */
public record Deployment(
        String account,
        String region,
        List<Bucket> buckets,
        List<Queue> queues,
        List<Topic> topics,
        List<Rule> rules,
        List<Function> functions,
        List<Database> databases,
        List<String> scheduleGroups,
        Map<String, String> outputs) {
    public Deployment {
        buckets = List.copyOf(buckets);
        queues = List.copyOf(queues);
        topics = List.copyOf(topics);
        rules = List.copyOf(rules);
        functions = List.copyOf(functions);
        databases = List.copyOf(databases);
        scheduleGroups = List.copyOf(scheduleGroups);
        outputs = Map.copyOf(outputs);
    }

    /** A bucket; {@code eventBridge} when its events go to the bus. */
    public record Bucket(String logicalId, String name, boolean eventBridge) {}

    /** A queue; without a redrive policy messages come back for ever. */
    public record Queue(
            String logicalId, String name, Duration visibilityTimeout, Duration delay, Optional<Redrive> redrive) {}

    /** Where messages go that were received too often. */
    public record Redrive(String deadLetterArn, int maxReceiveCount) {}

    /** A topic. */
    public record Topic(String logicalId, String name) {}

    /** A rule on the default bus. */
    public record Rule(String name, Trigger trigger, List<Target> targets) {
        public Rule {
            targets = List.copyOf(targets);
        }
    }

    /** What wakes a rule. */
    public sealed interface Trigger {
        /** Events that match. */
        record Pattern(JsonNode pattern) implements Trigger {}

        /** The clock. */
        record Rate(Duration interval) implements Trigger {}
    }

    /** A queue or function by ARN; {@code input} replaces the event when it is there. */
    public record Target(String arn, Optional<String> input) {}

    /** A function and the queues that feed it; {@code code} is as in the template, relative to the template's folder. */
    public record Function(
            String logicalId,
            String name,
            String arn,
            String handler,
            String code,
            Duration timeout,
            int memoryMb,
            int maximumRetries,
            Map<String, String> environment,
            List<QueueMapping> mappings) {
        public Function {
            environment = Map.copyOf(environment);
            mappings = List.copyOf(mappings);
        }
    }

    /** An event source mapping from a queue. */
    public record QueueMapping(
            String queueArn,
            int batchSize,
            Duration batchingWindow,
            Optional<Integer> maximumConcurrency,
            boolean reportsBatchItemFailures) {}

    /** A Glue database. */
    public record Database(String logicalId, String name, String description) {}

    /** The bucket that the template calls so. */
    public Bucket bucket(String logicalId) {
        return buckets.stream()
                .filter(bucket -> bucket.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the template has no bucket " + logicalId + "; it has "
                        + buckets.stream().map(Bucket::logicalId).toList()));
    }
}
