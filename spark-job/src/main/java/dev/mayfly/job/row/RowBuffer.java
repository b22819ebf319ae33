package dev.mayfly.job.row;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.job.check.RowTarget;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** One row after the other in Spark's compact form, in a buffer that is used again. */
public final class RowBuffer implements RowTarget {
    private static final long FIRST_SEED = 42;
    private static final long SECOND_SEED = 2_654_435_761L;

    private final RowLayout shape;
    private final ColumnType[] types;
    private final UnsafeRowWriter writer;
    private final UnsafeRow row;

    public RowBuffer(RowLayout shape) {
        this.shape = shape;
        this.types = shape.columns().stream().map(column -> column.columnType()).toArray(ColumnType[]::new);
        this.writer = new UnsafeRowWriter(shape.width());
        this.row = new UnsafeRow(shape.width());
    }

    @Override
    public void begin() {
        writer.reset();
        writer.zeroOutNullBytes();
    }

    @Override
    public void nothing(int column) {
        writer.setNullAt(column);
    }

    @Override
    public void whole(int column, long value) {
        writer.write(column, value);
    }

    @Override
    public void text(int column, byte[] bytes, int start, int length) {
        // As the writer does it, but for the copy: its own costs more than so few bytes do.
        int padded = (length + Long.BYTES - 1) & -Long.BYTES;
        writer.grow(padded);
        int from = writer.cursor();
        int at = from - Platform.BYTE_ARRAY_OFFSET;
        byte[] buffer = writer.getBuffer();
        if (padded > length) {
            Platform.putLong(buffer, from + (long) padded - Long.BYTES, 0);
        }
        System.arraycopy(bytes, start, buffer, at, length);
        writer.increaseCursor(length);
        writer.setOffsetAndSizeFromPreviousCursor(column, from);
        writer.increaseCursor(padded - length);
    }

    @Override
    public void value(int column, Object value) {
        if (value instanceof Long || value instanceof Integer) {
            writer.write(column, ((Number) value).longValue());
        } else if (value instanceof UTF8String text) {
            writer.write(column, text);
        } else if (value instanceof Double number) {
            writer.write(column, number.doubleValue());
        } else if (value instanceof Boolean truth) {
            writer.write(column, truth.booleanValue());
        } else if (value instanceof Decimal decimal) {
            writer.write(column, decimal, types[column].precision(), types[column].scale());
        } else {
            throw new IllegalArgumentException("%s is the class of no value of a row".formatted(value.getClass()));
        }
    }

    /** Adds what stands for the line: 128 bits of its hash, under the header that gives its bytes their meaning. */
    public void fingerprint(byte[] bytes, int start, int length, int header) {
        long from = Platform.BYTE_ARRAY_OFFSET + (long) start;
        int column = shape.fingerprint();
        writer.write(column, XXH64.hashUnsafeBytes(bytes, from, length, FIRST_SEED + header));
        writer.write(column + 1, XXH64.hashUnsafeBytes(bytes, from, length, SECOND_SEED + header));
    }

    /** The row as it is now; good until the next one begins. */
    public UnsafeRow row() {
        row.pointTo(writer.getBuffer(), Platform.BYTE_ARRAY_OFFSET, writer.totalSize());
        return row;
    }

    public byte[] bytes() {
        return writer.getBuffer();
    }

    public int length() {
        return writer.totalSize();
    }
}
