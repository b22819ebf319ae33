package dev.mayfly.job.layout;

import static org.apache.spark.sql.functions.col;

import dev.mayfly.contract.TableLayout;
import dev.mayfly.job.source.Census;
import dev.mayfly.job.source.Census.PartitionCount;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings rows to the task that writes their partition, in the order of the table's sort columns. */
public final class Layout {
    /** How much smaller Parquet is than its CSV: 4.2 to 6.3 times was measured; the smaller keeps files below their target. */
    private static final int SHRINKS = 4;

    private final TableLayout layout;
    private final Census census;
    private final int tasks;

    /** {@code tasks} is how many may write at a time. */
    public Layout(TableLayout layout, Census census, int tasks) {
        this.layout = layout;
        this.census = census;
        this.tasks = tasks;
    }

    public Dataset<Row> arrange(Dataset<Row> rows) {
        Column[] partitionBy = columns(layout.partitionBy().stream());
        // The partition first: then a task has one file open at a time, and the writer adds no sort of its own,
        // which would not keep this order.
        Column[] order = columns(Stream.concat(layout.partitionBy().stream(), layout.sortBy().stream()));
        Dataset<Row> placed = placed(rows, partitionBy, order);
        return order.length == 0 ? placed : placed.sortWithinPartitions(order);
    }

    private Dataset<Row> placed(Dataset<Row> rows, Column[] partitionBy, Column[] order) {
        long files =
                census.partitions().values().stream().mapToLong(this::files).sum();
        if (files > census.partitions().size()) {
            return order.length == 0
                    ? rows.repartition(Math.toIntExact(files))
                    : rows.repartitionByRange(Math.toIntExact(files), order);
        }
        return partitionBy.length == 0
                ? rows.repartition(1)
                : rows.repartition(Math.toIntExact(Math.max(1, Math.min(files, tasks))), partitionBy);
    }

    private long files(PartitionCount partition) {
        long bytes = partition.bytes() / SHRINKS;
        return Math.max(1, (bytes + layout.targetFileBytes() - 1) / layout.targetFileBytes());
    }

    private static Column[] columns(Stream<String> names) {
        return names.distinct().map(name -> col("`" + name + "`")).toArray(Column[]::new);
    }
}
