package dev.mayfly.job.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Words of one field that came lately, with what rules and derived columns make of each: rows repeat a few of them, and each
 * is asked about once. A word that comes again is the same object as long as no other has taken its slot. One thread's.
 */
final class ValueCache {
    private static final int SLOTS = 1 << 13;
    /** Slots that follow one another and may hold words of one hash. */
    private static final int WAYS = 4;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final ValueRule[] rules;
    private final int column;
    private final DerivedValue[] derived;
    private Entry[] slots = new Entry[0];

    /** {@code made} has, by the number of a derived column, its value as text; nothing for those of other columns. */
    record Entry(byte[] bytes, UTF8String text, boolean allowed, byte[][] made) {}

    ValueCache(ValueRule[] rules, int column, DerivedValue[] derived) {
        this.rules = rules.clone();
        this.column = column;
        this.derived = derived.clone();
    }

    Entry of(byte[] bytes, int start, int length) {
        if (slots.length == 0) {
            slots = new Entry[SLOTS];
        }
        int first = slot(bytes, start, length);
        for (int way = 0; way < WAYS; way++) {
            int slot = (first + way) & (SLOTS - 1);
            Entry word = slots[slot];
            if (word == null) {
                slots[slot] = look(Arrays.copyOfRange(bytes, start, start + length));
                return slots[slot];
            }
            if (Arrays.equals(word.bytes, 0, word.bytes.length, bytes, start, start + length)) {
                return word;
            }
        }
        slots[first] = look(Arrays.copyOfRange(bytes, start, start + length));
        return slots[first];
    }

    private static int slot(byte[] bytes, int start, int length) {
        long mixed = length;
        if (length >= Long.BYTES) {
            mixed += (long) EIGHT.get(bytes, start) * 31 + (long) EIGHT.get(bytes, start + length - Long.BYTES);
        } else {
            for (int i = start; i < start + length; i++) {
                mixed = (mixed << Byte.SIZE) | (bytes[i] & 0xFF);
            }
        }
        return (int) ((mixed * MIX) >>> (Long.SIZE - Integer.numberOfTrailingZeros(SLOTS)));
    }

    private Entry look(byte[] bytes) {
        UTF8String text = UTF8String.fromBytes(bytes);
        for (ValueRule rule : rules) {
            if (!rule.allows(text)) {
                return new Entry(bytes, text, false, new byte[0][]);
            }
        }
        byte[][] made = new byte[derived.length][];
        for (int i = 0; i < made.length; i++) {
            if (derived[i].from() == column) {
                try {
                    // Whatever is made of text is text.
                    made[i] = ((UTF8String) derived[i].of(text)).getBytes();
                } catch (BadValue e) {
                    return new Entry(bytes, text, false, new byte[0][]);
                }
            }
        }
        return new Entry(bytes, text, true, made);
    }
}
