package dev.mayfly.job.order;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A number for each row such that numbers order rows as the order's columns do: Spark sorts one number by radix and
 * compares several columns one by one. {@code bounds} are the first numbers of all ranges but the first.
 */
public record PackedKey(List<Part> parts, long[] bounds) implements Serializable {
    public PackedKey {
        parts = List.copyOf(parts);
        bounds = bounds.clone();
    }

    /** One column's digit: whole numbers count from the lowest seen, words by their place among the sorted ones. */
    record Part(int column, long lowest, long radix, Map<UTF8String, Long> places) implements Serializable {
        static Part of(int column, long lowest, long radix, List<UTF8String> sorted) {
            Map<UTF8String, Long> places = new HashMap<>();
            sorted.forEach(word -> places.put(word, (long) places.size()));
            return new Part(column, lowest, radix, places);
        }

        private long digit(Object value) {
            if (value == null) {
                return 0;
            }
            long digit = value instanceof Number number ? number.longValue() - lowest + 1 : place(value) + 1;
            if (digit < 1 || digit >= radix) {
                throw changed(value);
            }
            return digit;
        }

        private long place(Object value) {
            Long place = places.get(value);
            if (place == null) {
                throw changed(value);
            }
            return place;
        }

        private static IllegalStateException changed(Object value) {
            return new IllegalStateException(
                    "%s was not there when the rows were counted; the input changed meanwhile".formatted(value));
        }
    }

    public long of(Object[] values) {
        long key = 0;
        for (Part part : parts) {
            key = key * part.radix + part.digit(values[part.column]);
        }
        return key;
    }

    long ofSample(Object[] values) {
        long key = 0;
        for (int i = 0; i < parts.size(); i++) {
            key = key * parts.get(i).radix + parts.get(i).digit(values[i]);
        }
        return key;
    }

    /** Which range a number lies in, from 0. */
    public int range(long key) {
        int found = Arrays.binarySearch(bounds, key);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
