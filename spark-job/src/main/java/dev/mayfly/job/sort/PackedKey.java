package dev.mayfly.job.sort;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A number for each row such that numbers order rows as the order's columns do: one number is sorted by radix, several
 * columns are compared one by one.
 */
public final class PackedKey implements Serializable {
    private static final long serialVersionUID = 1;

    private final Part[] parts;
    private final long[] radixes;

    private PackedKey(Part[] parts, long[] radixes) {
        this.parts = parts;
        this.radixes = radixes;
    }

    /** Of these columns' digits, the first counting most; nothing if 63 bits are too few. */
    static Optional<PackedKey> of(List<Part> parts) {
        long[] radixes = new long[parts.size()];
        try {
            long room = 1;
            for (int i = 0; i < radixes.length; i++) {
                // One more for no value, which comes first, as in Spark's own order.
                radixes[i] = Math.addExact(parts.get(i).digits(), 1);
                room = Math.multiplyExact(room, radixes[i]);
            }
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        return Optional.of(new PackedKey(parts.toArray(Part[]::new), radixes));
    }

    /** One column's digit. */
    sealed interface Part extends Serializable {
        int column();

        /** How many different digits there are; an {@link ArithmeticException} if 63 bits are too few. */
        long digits();

        /** From 0; of a value that was there when rows were counted. */
        long digit(UnsafeRow row);
    }

    /** Whole numbers, counted from the lowest seen. */
    record Span(int column, long lowest, long highest) implements Part {
        @Override
        public long digits() {
            return Math.addExact(Math.subtractExact(highest, lowest), 1);
        }

        @Override
        public long digit(UnsafeRow row) {
            long value = row.getLong(column);
            if (value < lowest || value > highest) {
                throw changed();
            }
            return value - lowest;
        }
    }

    /** Whole numbers of which there are few, by their place among the sorted ones. */
    record Numbers(int column, long[] sorted) implements Part {
        Numbers {
            sorted = sorted.clone();
        }

        @Override
        public long digits() {
            return sorted.length;
        }

        @Override
        public long digit(UnsafeRow row) {
            int place = Arrays.binarySearch(sorted, row.getLong(column));
            if (place < 0) {
                throw changed();
            }
            return place;
        }
    }

    /** TextPlaces, by their place among the sorted ones. */
    record TextPlaces(int column, StringDictionary places) implements Part {
        static TextPlaces of(int column, List<UTF8String> sorted) {
            StringDictionary places = new StringDictionary();
            sorted.forEach(places::add);
            return new TextPlaces(column, places);
        }

        @Override
        public long digits() {
            return places.size();
        }

        @Override
        public long digit(UnsafeRow row) {
            int place = places.of(row.getUTF8String(column));
            if (place == StringDictionary.NONE) {
                throw changed();
            }
            return place;
        }
    }

    public long of(UnsafeRow row) {
        long key = 0;
        for (int i = 0; i < parts.length; i++) {
            key = key * radixes[i] + (row.isNullAt(parts[i].column()) ? 0 : parts[i].digit(row) + 1);
        }
        return key;
    }

    private static IllegalStateException changed() {
        return new IllegalStateException(
                "a value was not there when the rows were counted; the input changed meanwhile");
    }
}
