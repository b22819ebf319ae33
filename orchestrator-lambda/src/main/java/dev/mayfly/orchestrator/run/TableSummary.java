package dev.mayfly.orchestrator.run;

import java.util.OptionalLong;

/** What a run made of a table, as people and the catalog see it. */
public record TableSummary(
        long rows, long rejected, OptionalLong duplicates, long partitions, long files, long bytes) {}
