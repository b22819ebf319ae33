package dev.mayfly.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How a table lies on disk: partition columns, outermost first; the order of rows within a file; the size a file is aimed
 * at, in bytes; the number of partitions above which the step stops before it writes; and those partition columns that
 * are in no file, but made of one that is.
 */
public record TableLayout(
        List<String> partitionBy,
        List<String> sortBy,
        long targetFileBytes,
        int maxPartitions,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DerivedColumn> derived) {
    @JsonCreator
    public TableLayout {
        partitionBy = List.copyOf(partitionBy);
        sortBy = List.copyOf(sortBy);
        Guards.positive("targetFileBytes", targetFileBytes);
        Guards.positive("maxPartitions", maxPartitions);
        derived = Guards.listed(derived);
        for (DerivedColumn column : derived) {
            if (!partitionBy.contains(column.name())) {
                throw new IllegalArgumentException(
                        "%s is derived and none of the partition columns %s".formatted(column.name(), partitionBy));
            }
        }
    }

    /** A layout by the table's own columns alone. */
    public TableLayout(List<String> partitionBy, List<String> sortBy, long targetFileBytes, int maxPartitions) {
        this(partitionBy, sortBy, targetFileBytes, maxPartitions, List.of());
    }
}
