package dev.mayfly.job.shuffle;

import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.row.RowBlock;
import dev.mayfly.job.sort.Sorting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparators;
import org.apache.spark.util.collection.unsafe.sort.UnsafeExternalSorter;
import org.apache.spark.util.collection.unsafe.sort.UnsafeSorterIterator;
import scala.Tuple2;

/**
 * The rows of one range, sorted when they are asked for. Spark's own sorter keeps them: within its share of the executor's
 * memory, and on the disk what is more than that.
 */
public final class RangeRows {
    private static final long PAGE = 4L << 20;
    private static final int MOST_EXPECTED = 1 << 21;

    private final Iterator<Tuple2<Integer, byte[]>> blocks;
    private final Sorting sorting;
    private final long expected;

    RangeRows(Iterator<Tuple2<Integer, byte[]>> blocks, Sorting sorting, long expected) {
        this.blocks = blocks;
        this.sorting = sorting;
        this.expected = expected;
    }

    /** What is done with a row; {@code repeats} is whether the row before it has the same place in the order. */
    @FunctionalInterface
    public interface Taker {
        void take(UnsafeRow row, boolean repeats) throws IOException;
    }

    /** Shows the rows in their order, each for the moment. */
    public void each(Taker taker) throws IOException {
        UnsafeExternalSorter sorter = sorter();
        try {
            UnsafeSorterIterator rows = sorted(sorter);
            UnsafeRow row = new UnsafeRow(sorting.width());
            UnsafeRow before = new UnsafeRow(sorting.width());
            long key = 0;
            boolean first = true;
            while (rows.hasNext()) {
                rows.loadNext();
                row.pointTo(rows.getBaseObject(), rows.getBaseOffset(), rows.getRecordLength());
                boolean repeats = !first && rows.getKeyPrefix() == key;
                if (!sorting.keysAlone()) {
                    repeats = repeats && same(before, row);
                    before = row.copy();
                }
                taker.take(row, repeats);
                key = rows.getKeyPrefix();
                first = false;
            }
        } finally {
            sorter.cleanupResources();
        }
    }

    private UnsafeSorterIterator sorted(UnsafeExternalSorter sorter) throws IOException {
        try {
            fill(sorter);
            return sorter.getSortedIterator();
        } catch (Throwable e) {
            throw UnexpectedFailure.<IOException>inTask("while the rows of a range were sorted", e);
        }
    }

    private boolean same(UnsafeRow before, UnsafeRow row) {
        return sorting.comparator()
                        .compare(
                                before.getBaseObject(),
                                before.getBaseOffset(),
                                before.getSizeInBytes(),
                                row.getBaseObject(),
                                row.getBaseOffset(),
                                row.getSizeInBytes())
                == 0;
    }

    private UnsafeExternalSorter sorter() {
        TaskContext task = TaskContext.get();
        // An entry of its table for each row, and as many again for the radix sort.
        int size = (int) Math.min(MOST_EXPECTED, 2 * expected + 16);
        return UnsafeExternalSorter.create(
                task.taskMemoryManager(),
                SparkEnv.get().blockManager(),
                SparkEnv.get().serializerManager(),
                task,
                sorting::comparator,
                PrefixComparators.LONG,
                size,
                PAGE,
                Integer.MAX_VALUE,
                sorting.keysAlone());
    }

    private void fill(UnsafeExternalSorter sorter) {
        ToLongFunction<UnsafeRow> keys = sorting.keys();
        UnsafeRow row = new UnsafeRow(sorting.width());
        while (blocks.hasNext()) {
            RowBlock.rows(blocks.next()._2(), row, r -> insert(sorter, r, keys.applyAsLong(r)));
        }
    }

    private static void insert(UnsafeExternalSorter sorter, UnsafeRow row, long key) {
        try {
            sorter.insertRecord(row.getBaseObject(), row.getBaseOffset(), row.getSizeInBytes(), key, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
