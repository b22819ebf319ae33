package dev.mayfly.job.shuffle;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.mayfly.job.check.RowTarget;
import dev.mayfly.job.sort.StringDictionary;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** How often each value of some columns came, as text; of a row it keeps these values and nothing else. One thread's. */
final class ValueHistogram implements RowTarget {
    private static final int FIRST_ROOM = 64;

    /** By column, those that are derived with them: its number among those that are counted, or less than 0. */
    private final int[] numbers;

    private final byte[][] values;
    private final int[] lengths;
    private final StringDictionary[] words;
    private final long[][] counts;

    /** {@code columns} have a value in every row. */
    ValueHistogram(int width, List<Integer> columns) {
        numbers = new int[width];
        Arrays.fill(numbers, -1);
        values = new byte[columns.size()][FIRST_ROOM];
        lengths = new int[columns.size()];
        words = new StringDictionary[columns.size()];
        counts = new long[columns.size()][FIRST_ROOM];
        for (int i = 0; i < words.length; i++) {
            numbers[columns.get(i)] = i;
            words[i] = new StringDictionary();
        }
    }

    /** Counts the row as it is now. */
    void count() {
        for (int i = 0; i < words.length; i++) {
            int place = words[i].add(UTF8String.fromBytes(values[i], 0, lengths[i]));
            if (place == counts[i].length) {
                counts[i] = Arrays.copyOf(counts[i], 2 * place);
            }
            counts[i][place]++;
        }
    }

    /** The different values of a counted column, by its number among them. */
    List<UTF8String> values(int number) {
        return words[number].words();
    }

    /** How often the value came that is at this place among the different ones. */
    long count(int number, int place) {
        return counts[number][place];
    }

    @Override
    public void begin() {
        // Every counted column gets a value of every row.
    }

    @Override
    public void nothing(int column) {
        if (numbers[column] >= 0) {
            throw new IllegalArgumentException("a counted column has no value");
        }
    }

    @Override
    public void whole(int column, long value) {
        if (numbers[column] >= 0) {
            byte[] digits = Long.toString(value).getBytes(US_ASCII);
            keep(numbers[column], digits, 0, digits.length);
        }
    }

    @Override
    public void text(int column, byte[] bytes, int start, int length) {
        if (numbers[column] >= 0) {
            keep(numbers[column], bytes, start, length);
        }
    }

    @Override
    public void value(int column, Object value) {
        if (numbers[column] >= 0) {
            byte[] text = value instanceof UTF8String known
                    ? known.getBytes()
                    : String.valueOf(value).getBytes(US_ASCII);
            keep(numbers[column], text, 0, text.length);
        }
    }

    private void keep(int number, byte[] bytes, int start, int length) {
        if (length > values[number].length) {
            values[number] = new byte[2 * length];
        }
        System.arraycopy(bytes, start, values[number], 0, length);
        lengths[number] = length;
    }
}
