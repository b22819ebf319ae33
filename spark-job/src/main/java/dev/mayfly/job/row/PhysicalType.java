package dev.mayfly.job.row;

import dev.mayfly.contract.ColumnType;

/** How a value lies in a row. */
public enum PhysicalType {
    /** Eight bytes, whatever the width of the type: bigint, int, date and timestamp. */
    WHOLE,
    TEXT,
    DOUBLE,
    BOOLEAN,
    DECIMAL;

    public static PhysicalType of(ColumnType type) {
        return switch (type.kind()) {
            case BIGINT, INT, DATE, TIMESTAMP -> WHOLE;
            case STRING -> TEXT;
            case DOUBLE -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case DECIMAL -> DECIMAL;
        };
    }
}
