package dev.mayfly.job.sort;

import java.io.Serializable;
import java.util.stream.LongStream;

/** Some whole numbers, each once, without a box around any. */
final class LongSet implements Serializable {
    private static final long serialVersionUID = 1;

    private long[] slots = new long[16];
    private boolean zero;
    private int size;

    int size() {
        return size;
    }

    void add(long number) {
        if (number == 0) {
            size += zero ? 0 : 1;
            zero = true;
            return;
        }
        int slot = slot(number);
        if (slots[slot] == 0) {
            slots[slot] = number;
            size++;
            if (2 * size > slots.length) {
                grow();
            }
        }
    }

    void add(LongSet other) {
        if (other.zero) {
            add(0);
        }
        for (long number : other.slots) {
            if (number != 0) {
                add(number);
            }
        }
    }

    long[] sorted() {
        return LongStream.concat(
                        LongStream.of(slots).filter(number -> number != 0),
                        zero ? LongStream.of(0) : LongStream.empty())
                .sorted()
                .toArray();
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        for (long number : old) {
            if (number != 0) {
                slots[slot(number)] = number;
            }
        }
    }

    private int slot(long number) {
        int mask = slots.length - 1;
        int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 40) & mask;
        while (slots[slot] != 0 && slots[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
