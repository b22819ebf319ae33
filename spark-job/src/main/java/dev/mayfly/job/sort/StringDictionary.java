package dev.mayfly.job.sort;

import java.io.Serializable;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Numbers for words: each row asks for one, and most words are short, so those of up to 16 bytes are looked for as two
 * numbers in one table, and longer ones in a map.
 */
public final class StringDictionary implements Serializable {
    static final int NONE = -1;
    private static final long serialVersionUID = 1;
    private static final int SHORT = 2 * Long.BYTES;
    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private final Map<UTF8String, Integer> longer = new HashMap<>();
    private final List<UTF8String> words = new ArrayList<>();
    private long[] firsts = new long[16];
    private long[] seconds = new long[16];
    /** A word's length and place in each slot, or nothing: {@code length << 32 | place + 1}. */
    private long[] entries = new long[16];

    int size() {
        return words.size();
    }

    /** All words in the order of their numbers. */
    public List<UTF8String> words() {
        return words;
    }

    /** The word's number, or {@link #NONE}. */
    int of(UTF8String word) {
        int length = word.numBytes();
        if (length > SHORT) {
            return longer.getOrDefault(word, NONE);
        }
        long entry = entries[slot(first(word, length), second(word, length), length)];
        return entry == 0 ? NONE : (int) entry - 1;
    }

    /** The word's number: the next one, unless it has one. */
    public int add(UTF8String seen) {
        int known = of(seen);
        if (known != NONE) {
            return known;
        }
        UTF8String word = seen.copy();
        int length = word.numBytes();
        if (length > SHORT) {
            longer.put(word, words.size());
        } else {
            put(word, length, words.size());
        }
        words.add(word);
        if (2 * words.size() > entries.length) {
            grow();
        }
        return words.size() - 1;
    }

    private void put(UTF8String word, int length, int place) {
        long first = first(word, length);
        long second = second(word, length);
        int slot = slot(first, second, length);
        firsts[slot] = first;
        seconds[slot] = second;
        entries[slot] = ((long) length << 32) | (place + 1);
    }

    private void grow() {
        int size = 2 * entries.length;
        firsts = new long[size];
        seconds = new long[size];
        entries = new long[size];
        for (int place = 0; place < words.size(); place++) {
            UTF8String word = words.get(place);
            if (word.numBytes() <= SHORT) {
                put(word, word.numBytes(), place);
            }
        }
    }

    /** Where the word is, or would be. */
    private int slot(long first, long second, int length) {
        int mask = entries.length - 1;
        long mixed = (first * 31 + second + length) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 40) & mask;
        while (entries[slot] != 0
                && (firsts[slot] != first || seconds[slot] != second || (entries[slot] >>> 32) != length)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static long first(UTF8String word, int length) {
        return bytes(word, 0, Math.min(length, Long.BYTES));
    }

    private static long second(UTF8String word, int length) {
        return length <= Long.BYTES ? 0 : bytes(word, Long.BYTES, length - Long.BYTES);
    }

    /** Up to eight bytes of a word as a number. */
    private static long bytes(UTF8String word, int from, int count) {
        Object base = word.getBaseObject();
        long offset = word.getBaseOffset() + from;
        if (count == Long.BYTES) {
            long whole = Platform.getLong(base, offset);
            return LITTLE ? whole : Long.reverseBytes(whole);
        }
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes |= (Platform.getByte(base, offset + i) & 0xFFL) << (8 * i);
        }
        return bytes;
    }
}
