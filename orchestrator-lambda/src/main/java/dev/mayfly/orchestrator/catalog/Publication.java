package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.Column;
import java.net.URI;
import java.util.List;

/** One table as readers have to see it: its columns, its partition columns, whose work it is. */
public record Publication(
        String database,
        String table,
        String dataset,
        String runId,
        List<Column> columns,
        List<String> partitionBy,
        URI output,
        long rows,
        long bytes) {
    public Publication {
        columns = List.copyOf(columns);
        partitionBy = List.copyOf(partitionBy);
    }
}
