package dev.mayfly.job.order;

import dev.mayfly.job.row.RowOrder;
import dev.mayfly.job.row.RowShape;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/**
 * Ranges of rows, one after the other in the table's order, cut at {@code bounds}; rows of a table without an order are
 * spread over {@code count} of them by what is in them, so that a task that runs again puts them where they were.
 */
public record Ranges(RowShape shape, List<Bound> bounds, int count) implements Serializable {
    private static final long SEED = 42;

    public Ranges {
        bounds = List.copyOf(bounds);
    }

    /** The first row of a range, as far as the first so many columns of the order go. */
    public record Bound(byte[] row, int columns) implements Serializable {
        public Bound {
            row = row.clone();
        }

        UnsafeRow at(int width) {
            UnsafeRow at = new UnsafeRow(width);
            at.pointTo(row, row.length);
            return at;
        }
    }

    /** Whether a range begins where a partition does. */
    public boolean beginsPartition(int range) {
        return range == 0
                || (!bounds.isEmpty()
                        && bounds.get(range - 1).columns() <= shape.partitions().size());
    }

    public Finder finder() {
        return bounds.isEmpty() ? row -> hashed(row, count) : new Search(this);
    }

    /** Says which range a row is in. One thread's. */
    public interface Finder {
        int of(UnsafeRow row);
    }

    private static int hashed(UnsafeRow row, int count) {
        return count == 1
                ? 0
                : Math.floorMod(
                        Long.hashCode(XXH64.hashUnsafeBytes(
                                row.getBaseObject(), row.getBaseOffset(), row.getSizeInBytes(), SEED)),
                        count);
    }

    private static final class Search implements Finder {
        private final RowOrder order;
        private final UnsafeRow[] rows;
        private final int[] columns;
        private final long[] prefixes;

        Search(Ranges ranges) {
            order = new RowOrder(ranges.shape);
            rows = ranges.bounds.stream()
                    .map(bound -> bound.at(ranges.shape.width()))
                    .toArray(UnsafeRow[]::new);
            columns = ranges.bounds.stream().mapToInt(Bound::columns).toArray();
            prefixes = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                prefixes[i] = order.prefix(rows[i]);
            }
        }

        /** How many bounds are at or before the row. */
        @Override
        public int of(UnsafeRow row) {
            long prefix = order.prefix(row);
            int low = 0;
            int high = rows.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                boolean before = prefixes[middle] < prefix
                        || (prefixes[middle] == prefix && order.compare(rows[middle], row, columns[middle]) <= 0);
                if (before) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    static byte[] bytes(UnsafeRow row) {
        byte[] bytes = new byte[row.getSizeInBytes()];
        Platform.copyMemory(row.getBaseObject(), row.getBaseOffset(), bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length);
        return bytes;
    }
}
