package dev.mayfly.orchestrator.run;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** One whole state of a dataset's tables: the manifest that maps partitions to locations, pinned by its sha256, and what it holds. */
public record Generation(
        String runId, int attempt, URI manifest, String sha256, Instant verifiedAt, Map<String, TableSummary> tables) {
    public Generation {
        tables = java.util.Collections.unmodifiableMap(new TreeMap<>(tables));
    }
}
