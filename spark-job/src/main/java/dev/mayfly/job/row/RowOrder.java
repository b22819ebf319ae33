package dev.mayfly.job.row;

import dev.mayfly.contract.ColumnType;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The order of a table's rows: column by column, no value before any. One thread's. */
public final class RowOrder {
    private final int[] places;
    private final RowKind[] kinds;
    private final ColumnType[] types;

    public RowOrder(RowShape shape) {
        this.places = shape.places();
        this.kinds = shape.kinds();
        this.types = shape.columns().stream().map(column -> column.columnType()).toArray(ColumnType[]::new);
    }

    public int compare(UnsafeRow one, UnsafeRow other) {
        return compare(one, other, places.length);
    }

    /** As the first so many columns of the order have it. */
    public int compare(UnsafeRow one, UnsafeRow other, int most) {
        for (int i = 0; i < most; i++) {
            int compared = column(one, other, places[i]);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private int column(UnsafeRow one, UnsafeRow other, int place) {
        boolean nothing = one.isNullAt(place);
        if (nothing || other.isNullAt(place)) {
            return Boolean.compare(!nothing, !other.isNullAt(place));
        }
        return switch (kinds[place]) {
            case WHOLE -> Long.compare(one.getLong(place), other.getLong(place));
            case TEXT -> one.getUTF8String(place).compareTo(other.getUTF8String(place));
            case DOUBLE -> Double.compare(one.getDouble(place), other.getDouble(place));
            case BOOLEAN -> Boolean.compare(one.getBoolean(place), other.getBoolean(place));
            case DECIMAL ->
                one.getDecimal(place, types[place].precision(), types[place].scale())
                        .compareTo(other.getDecimal(place, types[place].precision(), types[place].scale()));
        };
    }

    /** A number that orders rows no further than their first column does: rows of equal numbers are to be compared. */
    public long prefix(UnsafeRow row) {
        if (places.length == 0 || row.isNullAt(places[0])) {
            return Long.MIN_VALUE;
        }
        int first = places[0];
        return switch (kinds[first]) {
            case WHOLE -> row.getLong(first);
            // Its bytes count from 0 to 255.
            case TEXT -> row.getUTF8String(first).getPrefix() ^ Long.MIN_VALUE;
            case DOUBLE, BOOLEAN, DECIMAL -> 0;
        };
    }
}
