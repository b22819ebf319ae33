package dev.mayfly.contract;

import java.net.URI;
import java.util.List;

/**
 * What an attempt wrote for one partition, one line of a shard: its values in the order of the table's partition columns
 * (none for an unpartitioned table) as text, unescaped; its location, ending in a slash; its files.
 */
public record PartitionOutput(String table, List<String> values, URI location, long rows, List<OutputFile> files) {
    public PartitionOutput {
        Guards.name("table", table);
        values = List.copyOf(values);
        Guards.present("location of a partition of " + table, location);
        files = List.copyOf(files);
        long sum = files.stream().mapToLong(OutputFile::rows).sum();
        if (rows != sum) {
            throw new IllegalArgumentException(
                    "partition %s of %s counts %d rows, its files %d".formatted(values, table, rows, sum));
        }
    }
}
