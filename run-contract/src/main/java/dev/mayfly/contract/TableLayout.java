package dev.mayfly.contract;

import java.util.List;

/**
 * How a table lies on disk: partition columns, outermost first; the order of rows within a file; the size a file is aimed
 * at, in bytes; and the number of partitions above which the step stops before it writes.
 */
public record TableLayout(List<String> partitionBy, List<String> sortBy, long targetFileBytes, int maxPartitions) {
    public TableLayout {
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        Guards.positive("targetFileBytes", targetFileBytes);
        Guards.positive("maxPartitions", maxPartitions);
    }
}
