package dev.mayfly.job.source;

import java.nio.ByteBuffer;
import java.util.BitSet;

/** How many rows were repaired, and how often each column was. */
final class RepairCount {
    private final long[] columns;
    private long rows;

    RepairCount(int columns) {
        this.columns = new long[columns];
    }

    void add(BitSet repaired) {
        if (!repaired.isEmpty()) {
            rows++;
            repaired.stream().forEach(column -> columns[column]++);
        }
    }

    void add(RepairCount other) {
        rows += other.rows;
        for (int i = 0; i < columns.length; i++) {
            columns[i] += other.columns[i];
        }
    }

    long rows() {
        return rows;
    }

    long of(int column) {
        return columns[column];
    }

    byte[] bytes() {
        ByteBuffer bytes =
                ByteBuffer.allocate((1 + columns.length) * Long.BYTES).putLong(rows);
        for (long count : columns) {
            bytes.putLong(count);
        }
        return bytes.array();
    }

    static RepairCount of(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        RepairCount count = new RepairCount(bytes.length / Long.BYTES - 1);
        count.rows = from.getLong();
        for (int i = 0; i < count.columns.length; i++) {
            count.columns[i] = from.getLong();
        }
        return count;
    }
}
