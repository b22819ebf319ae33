package dev.mayfly.orchestrator.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An ended run as a row of {@code mayfly_runs}. {@code cause} is what began it, in the words of its history;
 * {@code generation} is what readers see because of it, null where nothing changed for them; {@code costUsd} is what its
 * attempts came to. The names are the table's columns: add, never rename.
 */
public record RunRow(
        String runId,
        String dataset,
        String kind,
        String outcome,
        String reasonCode,
        String reason,
        String cause,
        Instant startedAt,
        Instant endedAt,
        int launches,
        List<String> clusters,
        BigDecimal costUsd,
        BigDecimal budgetUsd,
        String generation,
        String jobVersion,
        String definitionHash,
        String fingerprint) {
    public RunRow {
        clusters = List.copyOf(clusters);
    }
}
