package dev.mayfly.contract;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The header of what an attempt made, written after everything it names. {@code seconds} are by phase; {@code cluster} is
 * EMR's id of the cluster that the driver ran on, {@code planSha256} the plan it followed.
 */
public record RunManifest(
        int version,
        String runId,
        int attempt,
        String cluster,
        String planSha256,
        List<TableOutput> tables,
        EngineInfo engine,
        Map<String, Double> seconds) {
    public static final int VERSION = 1;

    public RunManifest {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "this is a manifest of version %d; version %d is read here: deploy the job and the function together"
                            .formatted(version, VERSION));
        }
        Guards.present("run id", runId);
        Guards.positive("attempt", attempt);
        Guards.present("cluster", cluster);
        Guards.sha256("sha256 of the plan", planSha256);
        tables = List.copyOf(tables);
        Guards.present("engine", engine);
        seconds = java.util.Collections.unmodifiableMap(new TreeMap<>(seconds));
    }
}
