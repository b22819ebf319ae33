package dev.mayfly.orchestrator.metrics;

import dev.mayfly.orchestrator.log.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers in CloudWatch's embedded metric format: one line of JSON, from which it makes metrics by itself. */
final class MetricLine {
    private static final String DIMENSION = "Deployment";

    private MetricLine() {}

    /** A line; {@code about} can be searched for and is no dimension, so that a run does not make a metric of its own. */
    static String of(Instant at, String deployment, Map<String, Double> values, Map<String, String> about) {
        Map<String, Double> sorted = new TreeMap<>(values);
        Map<String, Object> directive = Map.of(
                "Namespace",
                "Mayfly",
                "Dimensions",
                List.of(List.of(DIMENSION)),
                "Metrics",
                sorted.keySet().stream().map(name -> Map.of("Name", name)).toList());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", at.toEpochMilli(), "CloudWatchMetrics", List.of(directive)));
        line.put(DIMENSION, deployment);
        line.putAll(about);
        line.putAll(sorted);
        return JsonWriter.of(line);
    }
}
