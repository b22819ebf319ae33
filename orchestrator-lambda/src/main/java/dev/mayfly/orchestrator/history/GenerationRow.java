package dev.mayfly.orchestrator.history;

import java.time.Instant;
import java.util.List;

/**
 * A table of a generation as a row of {@code mayfly_generations}; {@code generation} is the attempt that wrote its files and
 * stands in their paths. The names are the table's columns: add, never rename.
 */
public record GenerationRow(
        String generation,
        String runId,
        String dataset,
        String tableName,
        Instant verifiedAt,
        long rowCount,
        long rejectedRows,
        long partitionCount,
        long bytes,
        List<String> inputs) {
    public GenerationRow {
        inputs = List.copyOf(inputs);
    }
}
