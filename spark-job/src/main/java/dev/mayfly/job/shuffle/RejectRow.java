package dev.mayfly.job.shuffle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;

/** A rejected row on its way: the raw line, where it was and why it was rejected. */
public final class RejectRow {
    public static final int RAW = 0;
    public static final int RAW_BYTES = 1;
    public static final int FILE = 2;
    public static final int OFFSET = 3;
    public static final int LINE = 4;
    public static final int REASON = 5;
    /** For the way alone: the piece that {@link #LINE} counts from. */
    public static final int PIECE = 6;

    public static final int WIDTH = 7;

    private final UnsafeRowWriter writer = new UnsafeRowWriter(WIDTH);

    /** {@code line} is the line's number within its piece, from 1. */
    void write(byte[] raw, String file, long offset, int piece, long line, String reason) {
        String text = new String(raw, UTF_8);
        writer.reset();
        writer.zeroOutNullBytes();
        writer.write(RAW, UTF8String.fromString(text));
        if (Arrays.equals(text.getBytes(UTF_8), raw)) {
            writer.setNullAt(RAW_BYTES);
        } else {
            writer.write(RAW_BYTES, raw);
        }
        writer.write(FILE, UTF8String.fromString(file));
        writer.write(OFFSET, offset);
        writer.write(LINE, line);
        writer.write(REASON, UTF8String.fromString(reason));
        writer.write(PIECE, (long) piece);
    }

    byte[] bytes() {
        return writer.getBuffer();
    }

    int length() {
        return writer.totalSize();
    }

    /** Where the row is among all rejected ones: by piece, then by line. */
    public static long key(UnsafeRow row) {
        return (row.getLong(PIECE) << 40) | row.getLong(LINE);
    }
}
