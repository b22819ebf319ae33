package dev.mayfly.job.sort;

import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.row.RowOrder;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;

/** A table's rows by its order's columns, packed into one number where they fit; {@code key} has that number or none. */
public record TableSorting(RowLayout shape, List<PackedKey> key) implements Sorting {
    public TableSorting {
        key = List.copyOf(key);
    }

    public static TableSorting of(RowLayout shape, ColumnStatistics survey) {
        return new TableSorting(shape, survey.key().stream().toList());
    }

    @Override
    public int width() {
        return shape.width();
    }

    @Override
    public ToLongFunction<UnsafeRow> keys() {
        if (!key.isEmpty()) {
            return key.get(0)::of;
        }
        if (!shape.order().isEmpty()) {
            return new RowOrder(shape)::prefix;
        }
        // Without an order rows stay as they come, but where equal ones have to be found.
        return shape.fingerprints() ? row -> row.getLong(shape.fingerprint()) : row -> 0;
    }

    @Override
    public boolean keysAlone() {
        return !key.isEmpty() || shape.order().isEmpty();
    }

    @Override
    public RecordComparator comparator() {
        return keysAlone() ? new NoOpComparator() : new ByColumns(shape);
    }

    private static final class ByColumns extends RecordComparator {
        private final RowOrder order;
        private final UnsafeRow one;
        private final UnsafeRow other;

        ByColumns(RowLayout shape) {
            order = new RowOrder(shape);
            one = new UnsafeRow(shape.width());
            other = new UnsafeRow(shape.width());
        }

        @Override
        public int compare(Object left, long leftAt, int leftLength, Object right, long rightAt, int rightLength) {
            one.pointTo(left, leftAt, leftLength);
            other.pointTo(right, rightAt, rightLength);
            return order.compare(one, other);
        }
    }
}
