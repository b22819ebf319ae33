package dev.mayfly.job.sort;

import dev.mayfly.job.row.PhysicalType;
import dev.mayfly.job.row.RowLayout;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * What a reading saw of the columns: enough to pack those that rows are ordered by into one number if they fit, and to tell
 * which have few values.
 */
public final class ColumnStatistics implements Serializable {
    private static final long serialVersionUID = 1;
    /** More words than this in one column, and it is text, not names. */
    private static final int FEW_WORDS = 4_096;
    /** More numbers than this in one column, and a dictionary of them is a page of its own. */
    private static final int FEW_NUMBERS = 512;

    private final int[] order;
    private final boolean[] numbers;
    private final boolean[] texts;
    /** Whether there is something to be learned from the column yet. */
    private final boolean[] watched;

    private final boolean[] many;
    private final boolean[] ordered;
    private final long[] lowest;
    private final long[] highest;
    private final List<LongSet> few = new ArrayList<>();
    private final List<StringDictionary> words = new ArrayList<>();

    public ColumnStatistics(RowLayout shape) {
        PhysicalType[] kinds = shape.kinds();
        int columns = kinds.length;
        order = shape.places();
        numbers = new boolean[columns];
        texts = new boolean[columns];
        watched = new boolean[columns];
        many = new boolean[columns];
        ordered = new boolean[columns];
        lowest = new long[columns];
        highest = new long[columns];
        Arrays.fill(lowest, Long.MAX_VALUE);
        Arrays.fill(highest, Long.MIN_VALUE);
        for (int i = 0; i < columns; i++) {
            numbers[i] = kinds[i] == PhysicalType.WHOLE;
            texts[i] = kinds[i] == PhysicalType.TEXT;
            watched[i] = numbers[i] || texts[i];
            few.add(new LongSet());
            words.add(new StringDictionary());
        }
        IntStream.of(order).forEach(place -> ordered[place] = true);
    }

    public void add(UnsafeRow row) {
        for (int i = 0; i < watched.length; i++) {
            if (watched[i] && !row.isNullAt(i)) {
                if (numbers[i]) {
                    number(i, row.getLong(i));
                } else {
                    words.get(i).add(row.getUTF8String(i));
                    decide(i, words.get(i).size() > FEW_WORDS);
                }
            }
        }
    }

    private void number(int column, long number) {
        if (number < lowest[column]) {
            lowest[column] = number;
        }
        if (number > highest[column]) {
            highest[column] = number;
        }
        if (!many[column]) {
            few.get(column).add(number);
            decide(column, few.get(column).size() > FEW_NUMBERS);
        }
    }

    private void decide(int column, boolean tooMany) {
        if (tooMany) {
            many[column] = true;
            few.set(column, new LongSet());
            words.set(column, new StringDictionary());
            // Of numbers that rows are ordered by, the lowest and the highest are still wanted.
            watched[column] = numbers[column] && ordered[column];
        }
    }

    public void add(ColumnStatistics other) {
        for (int i = 0; i < watched.length; i++) {
            lowest[i] = Math.min(lowest[i], other.lowest[i]);
            highest[i] = Math.max(highest[i], other.highest[i]);
            if (!many[i]) {
                few.get(i).add(other.few.get(i));
                other.words.get(i).words().forEach(words.get(i)::add);
                decide(
                        i,
                        other.many[i]
                                || few.get(i).size() > FEW_NUMBERS
                                || words.get(i).size() > FEW_WORDS);
            }
        }
    }

    /** Whether a column has so few values that a dictionary of them is small; where that is not known Parquet may decide. */
    public boolean hasFewValues(int column) {
        return !many[column];
    }

    /** The number that orders rows as their columns do; nothing if 63 bits are too few. */
    public Optional<PackedKey> key() {
        if (order.length == 0 || !IntStream.of(order).allMatch(this::packable)) {
            return Optional.empty();
        }
        // To subtract is faster than to look for a number's place, which needs less room.
        return PackedKey.of(IntStream.of(order).mapToObj(this::span).toList())
                .or(() -> PackedKey.of(IntStream.of(order)
                        .mapToObj(place -> numbers[place] && !many[place] ? placesOfNumbers(place) : span(place))
                        .toList()));
    }

    private PackedKey.Part span(int place) {
        if (texts[place]) {
            return PackedKey.TextPlaces.of(
                    place, words.get(place).words().stream().sorted().toList());
        }
        boolean seen = lowest[place] <= highest[place];
        return seen ? new PackedKey.Span(place, lowest[place], highest[place]) : new PackedKey.Span(place, 0, 0);
    }

    private PackedKey.Part placesOfNumbers(int place) {
        return new PackedKey.Numbers(place, few.get(place).sorted());
    }

    private boolean packable(int place) {
        return numbers[place] || (texts[place] && !many[place]);
    }
}
