package dev.mayfly.job.layout;

import static org.apache.spark.sql.functions.col;

import dev.mayfly.contract.TableLayout;
import dev.mayfly.job.order.PackedKey;
import dev.mayfly.job.source.Census;
import dev.mayfly.job.source.Census.PartitionCount;
import dev.mayfly.job.source.CsvSource;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/** Brings rows to the task that writes their partition, in the order of the table's sort columns. */
public final class Layout {
    /** How much smaller Parquet is than its CSV: 4.2 to 6.3 times was measured; the smaller keeps files below their target. */
    private static final int SHRINKS = 4;
    /** Files that a task may have open at a time; JobSession tells Spark. Each may hold a row group in memory. */
    public static final int MOST_OPEN = 32;

    private static final int SPARKS_SEED = 42;

    private final TableLayout layout;
    private final Census census;
    private final int tasks;

    /** {@code tasks} is how many may write at a time. */
    public Layout(TableLayout layout, Census census, int tasks) {
        this.layout = layout;
        this.census = census;
        this.tasks = tasks;
    }

    /** The source's accepted rows where they belong. */
    public Dataset<Row> arrange(CsvSource source) {
        long partitions = census.partitions().size();
        boolean ranges = wanted() > partitions || layout.partitionBy().isEmpty();
        int files = Math.toIntExact(Math.max(1, ranges ? wanted() : Math.min(wanted(), tasks)));
        return partitions <= MOST_OPEN
                ? census.key(files)
                        .map(key -> byKey(source, key, ranges, files))
                        .orElseGet(() -> plain(source.rows()))
                : plain(source.rows());
    }

    /** One number instead of columns: sorted by radix, and cut where the census says, without another reading. */
    private Dataset<Row> byKey(CsvSource source, PackedKey key, boolean ranges, int files) {
        Dataset<Row> rows = source.rows(key);
        Column key64 = col("`" + CsvSource.KEY + "`");
        Dataset<Row> placed = ranges
                ? rows.repartition(files, place(files))
                : rows.repartition(files, columns(layout.partitionBy().stream()));
        return placed.sortWithinPartitions(key64).drop(CsvSource.KEY, CsvSource.RANGE);
    }

    /** Spark places rows by a hash; for each range a number whose hash leads to a task of its own. */
    private static Column place(int files) {
        int[] numbers = new int[files];
        boolean[] found = new boolean[files];
        int left = files;
        for (int number = 0; left > 0; number++) {
            int task = Math.floorMod(Murmur3_x86_32.hashInt(number, SPARKS_SEED), files);
            if (!found[task]) {
                found[task] = true;
                numbers[task] = number;
                left--;
            }
        }
        return functions.element_at(
                functions.lit(numbers), col("`" + CsvSource.RANGE + "`").plus(1));
    }

    /** Column by column, where the order does not fit into a number or a task would have too many files open. */
    private Dataset<Row> plain(Dataset<Row> rows) {
        Column[] partitionBy = columns(layout.partitionBy().stream());
        // The partition first: then a task has one file open at a time, and the writer adds no sort of its own,
        // which would not keep this order.
        Column[] order = columns(Stream.concat(layout.partitionBy().stream(), layout.sortBy().stream()));
        Dataset<Row> placed = placed(rows, partitionBy, order);
        return order.length == 0 ? placed : placed.sortWithinPartitions(order);
    }

    private long wanted() {
        return census.partitions().values().stream().mapToLong(this::files).sum();
    }

    private Dataset<Row> placed(Dataset<Row> rows, Column[] partitionBy, Column[] order) {
        long files = wanted();
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
