package dev.mayfly.job.row;

import dev.mayfly.contract.ColumnType;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The order of a table's rows: column by column, no value before any. One thread's. */
public final class RowOrder {
    private static final long NOTHING = Long.MIN_VALUE;

    private final int[] places;
    /** By the order's columns, as the places are; types are by the table's. */
    private final PhysicalType[] kinds;

    private final ColumnType[] types;

    public RowOrder(RowLayout shape) {
        this.places = shape.places();
        PhysicalType[] all = shape.kinds();
        this.kinds = IntStream.of(places).mapToObj(place -> all[place]).toArray(PhysicalType[]::new);
        this.types = shape.columns().stream().map(column -> column.columnType()).toArray(ColumnType[]::new);
    }

    public int compare(UnsafeRow one, UnsafeRow other) {
        return compare(one, other, places.length);
    }

    /** As the first so many columns of the order have it. */
    public int compare(UnsafeRow one, UnsafeRow other, int most) {
        for (int i = 0; i < most; i++) {
            int compared = compareColumn(one, other, i);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    /** As the order's column {@code i} has it. */
    public int compareColumn(UnsafeRow one, UnsafeRow other, int i) {
        int place = places[i];
        boolean nothing = one.isNullAt(place);
        if (nothing || other.isNullAt(place)) {
            return Boolean.compare(!nothing, !other.isNullAt(place));
        }
        return switch (kinds[i]) {
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
        return places.length == 0 ? NOTHING : prefix(row, 0);
    }

    /** The same of the order's column {@code i}. */
    public long prefix(UnsafeRow row, int i) {
        int place = places[i];
        if (row.isNullAt(place)) {
            return NOTHING;
        }
        return switch (kinds[i]) {
            case WHOLE -> row.getLong(place);
            // Its bytes count from 0 to 255.
            case TEXT -> row.getUTF8String(place).getPrefix() ^ Long.MIN_VALUE;
            case DOUBLE, BOOLEAN, DECIMAL -> 0;
        };
    }

    /** Whether every row that has this one's number for the order's column {@code i} has its value as well. */
    public boolean prefixTells(UnsafeRow row, int i) {
        if (prefix(row, i) == NOTHING) {
            return false;
        }
        return switch (kinds[i]) {
            case WHOLE -> true;
            // Its number has a zero behind the last byte, which no text has within.
            case TEXT -> row.getUTF8String(places[i]).numBytes() < Long.BYTES;
            case DOUBLE, BOOLEAN, DECIMAL -> false;
        };
    }
}
