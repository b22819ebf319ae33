package dev.mayfly.job.sort;

import java.io.Serializable;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/** How rows are sorted: by a number, and by what is in them where the number does not tell. */
public interface Sorting extends Serializable {
    /** The columns of a row. */
    int width();

    /** The number that a row is sorted by. */
    ToLongFunction<UnsafeRow> keys();

    /** Whether the number tells the whole order. */
    boolean keysAlone();

    /** Orders rows of equal numbers. */
    RecordComparator comparator();
}
