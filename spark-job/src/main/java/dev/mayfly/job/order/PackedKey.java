package dev.mayfly.job.order;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A number for each row such that numbers order rows as the order's columns do: one number is sorted by radix, several
 * columns are compared one by one.
 */
public record PackedKey(List<Part> parts) implements Serializable {
    public PackedKey {
        parts = List.copyOf(parts);
    }

    /** One column's digit: whole numbers count from the lowest seen, words by their place among the sorted ones. */
    record Part(int column, boolean text, long lowest, long radix, WordPlaces places) implements Serializable {
        static Part of(int column, boolean text, long lowest, long radix, List<UTF8String> sorted) {
            WordPlaces places = new WordPlaces();
            sorted.forEach(places::add);
            return new Part(column, text, lowest, radix, places);
        }

        private long digit(UnsafeRow row) {
            if (row.isNullAt(column)) {
                return 0;
            }
            long digit = text ? place(row.getUTF8String(column)) + 1 : row.getLong(column) - lowest + 1;
            if (digit < 1 || digit >= radix) {
                throw changed(row.getLong(column));
            }
            return digit;
        }

        private long place(UTF8String word) {
            long place = places.of(word);
            if (place == WordPlaces.NONE) {
                throw changed(word);
            }
            return place;
        }

        private static IllegalStateException changed(Object value) {
            return new IllegalStateException(
                    "%s was not there when the rows were counted; the input changed meanwhile".formatted(value));
        }
    }

    public long of(UnsafeRow row) {
        long key = 0;
        for (Part part : parts) {
            key = key * part.radix + part.digit(row);
        }
        return key;
    }
}
