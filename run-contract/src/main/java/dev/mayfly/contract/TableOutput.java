package dev.mayfly.contract;

import java.util.List;
import java.util.OptionalLong;

/**
 * What an attempt made of one table. Its rows are its inputs' accepted rows, or there is no such record; {@code duplicates}
 * counts surplus byte-identical rows, which are kept, where the table's owner asked; {@code unnamedColumns} are columns
 * found in the files that the table does not name; {@code rejects} are the Parquet files below the plan's rejects prefix.
 */
public record TableOutput(
        String name,
        long rows,
        long rejected,
        OptionalLong duplicates,
        long partitions,
        long bytes,
        List<InputCount> inputs,
        List<String> unnamedColumns,
        List<OutputFile> rejects,
        List<ManifestPart> shards) {
    public TableOutput {
        Guards.name("table", name);
        inputs = List.copyOf(inputs);
        unnamedColumns = List.copyOf(unnamedColumns);
        rejects = List.copyOf(rejects);
        shards = List.copyOf(shards);
        same(name, "rows", rows, inputs.stream().mapToLong(InputCount::accepted).sum());
        same(
                name,
                "rejected rows",
                rejected,
                inputs.stream().mapToLong(InputCount::rejected).sum());
        same(
                name,
                "rejected rows in files",
                rejected,
                rejects.stream().mapToLong(OutputFile::rows).sum());
        same(
                name,
                "partitions",
                partitions,
                shards.stream().mapToLong(ManifestPart::partitions).sum());
    }

    private static void same(String table, String what, long stated, long counted) {
        if (stated != counted) {
            throw new IllegalArgumentException(
                    "table %s states %d %s, but its parts make %d".formatted(table, stated, what, counted));
        }
    }
}
