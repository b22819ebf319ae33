package dev.mayfly.job.sort;

import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.row.RowOrder;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;

/**
 * Ranges of rows, one after the other in the table's order, cut at {@code bounds}; rows of a table without an order are
 * spread over {@code count} of them by what is in them, so that a task that runs again puts them where they were.
 */
public record Ranges(RowLayout shape, List<Bound> bounds, int count) implements Serializable {
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
        /** By bound and column of the order: its number there, and whether a row of the same number has the same value. */
        private final long[][] prefixes;

        private final boolean[][] tells;
        /** The row's own numbers, as far as they were wanted. */
        private final long[] own;

        private int known;

        Search(Ranges ranges) {
            order = new RowOrder(ranges.shape);
            int bounds = ranges.bounds.size();
            rows = new UnsafeRow[bounds];
            prefixes = new long[bounds][];
            tells = new boolean[bounds][];
            own = new long[ranges.shape.order().size()];
            for (int i = 0; i < bounds; i++) {
                Bound bound = ranges.bounds.get(i);
                rows[i] = bound.at(ranges.shape.width());
                prefixes[i] = new long[bound.columns()];
                tells[i] = new boolean[bound.columns()];
                for (int column = 0; column < bound.columns(); column++) {
                    prefixes[i][column] = order.prefix(rows[i], column);
                    tells[i][column] = order.prefixTells(rows[i], column);
                }
            }
        }

        /** How many bounds are at or before the row. */
        @Override
        public int of(UnsafeRow row) {
            known = 0;
            int low = 0;
            int high = rows.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (compare(middle, row) <= 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private int compare(int bound, UnsafeRow row) {
            long[] its = prefixes[bound];
            for (int column = 0; column < its.length; column++) {
                long mine = own(row, column);
                if (its[column] != mine) {
                    return its[column] < mine ? -1 : 1;
                }
                int compared = tells[bound][column] ? 0 : order.compareColumn(rows[bound], row, column);
                if (compared != 0) {
                    return compared;
                }
            }
            return 0;
        }

        private long own(UnsafeRow row, int column) {
            // Columns are asked for one after the other.
            if (column == known) {
                own[known++] = order.prefix(row, column);
            }
            return own[column];
        }
    }

    static byte[] bytes(UnsafeRow row) {
        byte[] bytes = new byte[row.getSizeInBytes()];
        Platform.copyMemory(row.getBaseObject(), row.getBaseOffset(), bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length);
        return bytes;
    }
}
