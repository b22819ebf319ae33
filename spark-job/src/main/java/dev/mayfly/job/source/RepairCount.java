package dev.mayfly.job.source;

import java.io.Serializable;
import java.util.BitSet;

/** How many rows were repaired, and how often each column was. */
public final class RepairCount implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] columns;
    private long rows;

    public RepairCount(int columns) {
        this.columns = new long[columns];
    }

    public void add(BitSet repaired) {
        if (!repaired.isEmpty()) {
            rows++;
            repaired.stream().forEach(column -> columns[column]++);
        }
    }

    public void add(RepairCount other) {
        rows += other.rows;
        for (int i = 0; i < columns.length; i++) {
            columns[i] += other.columns[i];
        }
    }

    long rows() {
        return rows;
    }

    public long of(int column) {
        return columns[column];
    }
}
