package dev.mayfly.orchestrator.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/** Numbers in CloudWatch's embedded metric format: one line of JSON, from which it makes metrics by itself. */
final class MetricLine {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIMENSION = "Deployment";

    private MetricLine() {}

    /** A line; {@code about} can be searched for and is no dimension, so that a run does not make a metric of its own. */
    static String of(Instant at, String deployment, Map<String, Double> values, Map<String, String> about) {
        ObjectNode line = JSON.createObjectNode();
        ObjectNode aws = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
        ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject().put("Namespace", "Mayfly");
        directive.putArray("Dimensions").addArray().add(DIMENSION);
        values.keySet().stream()
                .sorted()
                .forEach(name -> directive.withArray("Metrics").addObject().put("Name", name));
        line.put(DIMENSION, deployment);
        about.forEach(line::put);
        values.forEach(line::put);
        return line.toString();
    }
}
