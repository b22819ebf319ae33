package dev.mayfly.job.order;

import static java.util.stream.Collectors.toSet;

import dev.mayfly.contract.DerivedColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.types.UTF8String;

/** What a reading saw of the columns that rows are ordered by: enough to pack them into one number if they fit. */
public final class KeySurvey implements Serializable {
    /** More words than this in one column, and it is text, not names. */
    private static final int MOST_WORDS = 4_096;
    /** Rows kept of each piece, evenly spread, to tell where the ranges of files begin. */
    private static final int MOST_SAMPLES = 512;

    private final int[] columns;
    private final long[] lowest;
    private final long[] highest;
    private final List<Set<UTF8String>> words = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private boolean packable = true;
    private int stride = 1;
    private int untilSample;

    /** A row's values in the order's columns, and for how many rows it stands. */
    private record Sample(Object[] values, int rows) implements Serializable {}

    /** {@code columns} are places in a row of whole numbers or text, the most significant first. */
    public KeySurvey(int[] columns) {
        this.columns = columns.clone();
        this.lowest = new long[columns.length];
        this.highest = new long[columns.length];
        Arrays.fill(lowest, Long.MAX_VALUE);
        Arrays.fill(highest, Long.MIN_VALUE);
        Arrays.stream(columns).forEach(column -> words.add(new HashSet<>()));
    }

    public void add(Object[] values) {
        if (!packable || columns.length == 0) {
            return;
        }
        for (int i = 0; i < columns.length; i++) {
            Object value = values[columns[i]];
            if (value instanceof Number number) {
                long whole = number.longValue();
                lowest[i] = Math.min(lowest[i], whole);
                highest[i] = Math.max(highest[i], whole);
            } else if (value instanceof UTF8String word) {
                words.get(i).add(word);
                packable &= words.get(i).size() <= MOST_WORDS;
            }
        }
        if (untilSample-- == 0) {
            keep(Arrays.stream(columns).mapToObj(column -> values[column]).toArray());
        }
    }

    private void keep(Object[] values) {
        if (samples.size() == MOST_SAMPLES) {
            stride *= 2;
            List<Sample> half = IntStream.range(0, MOST_SAMPLES / 2)
                    .mapToObj(i -> new Sample(samples.get(2 * i).values(), stride))
                    .toList();
            samples.clear();
            samples.addAll(half);
        }
        samples.add(new Sample(values, stride));
        untilSample = stride - 1;
    }

    public void add(KeySurvey other) {
        packable &= other.packable;
        for (int i = 0; i < columns.length; i++) {
            lowest[i] = Math.min(lowest[i], other.lowest[i]);
            highest[i] = Math.max(highest[i], other.highest[i]);
            words.get(i).addAll(other.words.get(i));
            packable &= words.get(i).size() <= MOST_WORDS;
        }
        samples.addAll(other.samples);
    }

    /**
     * The same where the columns at these places show one of these words, or else {@link DerivedColumn.Group#OTHER}: while
     * the values were surveyed, nobody knew yet which of them would have a group.
     */
    public KeySurvey grouped(Map<Integer, Set<String>> named) {
        KeySurvey grouped = new KeySurvey(columns);
        grouped.packable = packable;
        grouped.samples.addAll(samples);
        for (int i = 0; i < columns.length; i++) {
            grouped.lowest[i] = lowest[i];
            grouped.highest[i] = highest[i];
            Set<String> names = named.get(columns[i]);
            grouped.words.get(i).addAll(names == null ? words.get(i) : groups(words.get(i), names));
            if (names != null) {
                grouped.group(i, names);
            }
        }
        return grouped;
    }

    private static Set<UTF8String> groups(Set<UTF8String> raw, Set<String> names) {
        return raw.stream().map(word -> group(word, names)).collect(toSet());
    }

    private void group(int column, Set<String> names) {
        samples.replaceAll(sample -> {
            Object[] values = sample.values().clone();
            values[column] = group((UTF8String) values[column], names);
            return new Sample(values, sample.rows());
        });
    }

    private static UTF8String group(UTF8String word, Set<String> names) {
        return names.contains(word.toString()) ? word : UTF8String.fromString(DerivedColumn.Group.OTHER);
    }

    /** The number that orders rows as their columns do, cut into so many ranges of about as many rows; nothing if 63 bits are too few. */
    public Optional<PackedKey> key(int ranges) {
        if (!packable || columns.length == 0) {
            return Optional.empty();
        }
        List<PackedKey.Part> parts = new ArrayList<>();
        try {
            long room = 1;
            for (int i = 0; i < columns.length; i++) {
                List<UTF8String> sorted = List.copyOf(new TreeSet<>(words.get(i)));
                boolean numbers = lowest[i] <= highest[i];
                long span = numbers ? Math.subtractExact(highest[i], lowest[i]) : sorted.size();
                // One more for no value, which comes first, as in Spark's own order.
                long radix = Math.addExact(span, 2);
                room = Math.multiplyExact(room, radix);
                parts.add(PackedKey.Part.of(columns[i], numbers ? lowest[i] : 0, radix, sorted));
            }
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
        PackedKey key = new PackedKey(parts, new long[0]);
        return Optional.of(new PackedKey(parts, bounds(key, ranges)));
    }

    private long[] bounds(PackedKey key, int ranges) {
        TreeMap<Long, Long> rows = new TreeMap<>();
        samples.forEach(sample -> rows.merge(key.ofSample(sample.values()), (long) sample.rows(), Long::sum));
        long all = rows.values().stream().mapToLong(Long::longValue).sum();
        long[] bounds = new long[rows.isEmpty() ? 0 : ranges - 1];
        long before = 0;
        int next = 0;
        for (Map.Entry<Long, Long> entry : rows.entrySet()) {
            while (next < bounds.length && before >= all * (next + 1) / ranges) {
                bounds[next++] = entry.getKey();
            }
            before += entry.getValue();
        }
        Arrays.fill(bounds, next, bounds.length, Long.MAX_VALUE);
        return bounds;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(this);
        } catch (IOException e) {
            throw new IllegalStateException("a survey of keys cannot be handed on", e);
        }
        return bytes.toByteArray();
    }

    public static KeySurvey of(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (KeySurvey) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("something else came than a survey of keys", e);
        }
    }
}
