package dev.mayfly.job.shuffle;

import dev.mayfly.job.sort.NoOpComparator;
import dev.mayfly.job.sort.Sorting;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/** Rejected rows as they stood in their files. */
record RejectSorting() implements Sorting {
    @Override
    public int width() {
        return RejectRow.WIDTH;
    }

    @Override
    public ToLongFunction<UnsafeRow> keys() {
        return RejectRow::key;
    }

    @Override
    public boolean keysAlone() {
        return true;
    }

    @Override
    public RecordComparator comparator() {
        return new NoOpComparator();
    }
}
