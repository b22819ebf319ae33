package dev.mayfly.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.bench.BenchData.Size;
import dev.mayfly.cli.bench.TransformBench.Load;
import dev.mayfly.cli.bench.TransformBench.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a bench found: medians, and ours over DuckDB's. */
record TransformReport(Map<String, Map<Load, Result>> results) {
    static final String OURS = "mayfly";
    static final String DUCKDB = "duckdb";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("| contender | load | rounds | CPU s | wall s | peak GiB | files | MB |");
        lines.add("|---|---|---|---|---|---|---|---|");
        results.forEach((name, loads) -> loads.forEach((load, result) -> lines.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.1f | %.1f | %.2f | %d | %.1f |",
                name,
                load.name(),
                result.runs().size(),
                median(result, ProcessStats::cpuSeconds),
                median(result, ProcessStats::wallSeconds),
                median(result, ProcessStats::peakGiB),
                result.sizes().values().stream().mapToInt(Size::files).sum(),
                result.sizes().values().stream().mapToLong(Size::bytes).sum() / 1e6))));
        return lines;
    }

    ObjectNode json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.putObject("cpuRatio")
                .put("whole", cpu(OURS, Load.WHOLE) / cpu(DUCKDB, Load.WHOLE))
                .put("itemProperties", cpu(OURS, Load.PROPERTIES) / cpu(DUCKDB, Load.PROPERTIES))
                .put("eventsMarginal", marginal(OURS) / marginal(DUCKDB));
        Result whole = result(OURS, Load.WHOLE);
        json.put(
                "peakMemoryGiB",
                whole.runs().stream().mapToDouble(ProcessStats::peakGiB).max().orElse(0));
        json.put("files", whole.sizes().values().stream().mapToInt(Size::files).sum());
        json.putObject("sizeRatio")
                .put("events", ratio(whole, "events"))
                .put("itemProperties", ratio(whole, "item_properties"));
        return json;
    }

    private double marginal(String name) {
        return cpu(name, Load.MORE_EVENTS) - cpu(name, Load.EVENTS);
    }

    private static double ratio(Result result, String table) {
        return (double) result.sizes().get(table).bytes() / result.csvBytes().get(table);
    }

    private double cpu(String name, Load load) {
        return median(result(name, load), ProcessStats::cpuSeconds);
    }

    private Result result(String name, Load load) {
        return results.get(name).get(load);
    }

    static double median(Result result, ToDoubleFunction<ProcessStats> of) {
        double[] sorted = result.runs().stream().mapToDouble(of).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
