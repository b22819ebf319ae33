package dev.mayfly.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.bench.TransformBench.Load;
import dev.mayfly.cli.bench.TransformBench.Result;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU seconds by scale for each contender, the smallest scale first. */
record ScalingResult(Map<String, List<Point>> series) {
    /** The median CPU seconds at a scale. */
    record Point(double scale, double cpuSeconds) {}

    ScalingResult {
        series.forEach((name, points) -> {
            if (points.size() < 3) {
                throw new IllegalArgumentException(
                        "growth of %s needs three scales at least, there are %d".formatted(name, points.size()));
            }
        });
    }

    static ScalingResult of(Map<String, Map<Load, Result>> results) {
        Map<String, List<Point>> series = new LinkedHashMap<>();
        results.forEach((name, loads) -> series.put(
                name,
                loads.entrySet().stream()
                        .map(entry -> new Point(
                                entry.getKey().times(),
                                TransformReport.median(entry.getValue(), ProcessStats::cpuSeconds)))
                        .sorted(Comparator.comparingDouble(Point::scale))
                        .toList()));
        return new ScalingResult(series);
    }

    /**
     * What one more scale costs between the two largest points, over what it costs between the two smallest: 1 is linear, 2 says
     * that the last rows were twice as dear as the first.
     */
    double bend(String name) {
        List<Point> points = series.get(name);
        int last = points.size() - 1;
        return slope(points.get(last - 1), points.get(last)) / slope(points.get(0), points.get(1));
    }

    private static double slope(Point from, Point to) {
        return (to.cpuSeconds() - from.cpuSeconds()) / (to.scale() - from.scale());
    }

    ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        series.forEach((name, points) -> {
            ObjectNode contender = json.putObject(name).put("bend", bend(name));
            ArrayNode array = contender.putArray("points");
            points.forEach(
                    point -> array.addObject().put("scale", point.scale()).put("cpuSeconds", point.cpuSeconds()));
        });
        return json;
    }
}
