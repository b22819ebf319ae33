package dev.mayfly.job.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Rows one behind the other, each after its length: what tasks hand to tasks. */
public final class RowBlock {
    private static final VarHandle LENGTH = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SMALLEST = 1 << 10;

    private final int enough;
    private byte[] bytes = new byte[SMALLEST];
    private int used;

    /** A block that is full from {@code enough} bytes on. */
    public RowBlock(int enough) {
        this.enough = enough;
    }

    /** Adds a row and says whether the block is full with it. */
    public boolean add(byte[] row, int length) {
        int end = used + Integer.BYTES + length;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, Math.min(2 * bytes.length, enough + SMALLEST)));
        }
        LENGTH.set(bytes, used, length);
        System.arraycopy(row, 0, bytes, used + Integer.BYTES, length);
        used = end;
        return used >= enough;
    }

    public boolean isEmpty() {
        return used == 0;
    }

    /** Everything in it; it is empty then. */
    public byte[] take() {
        byte[] all = Arrays.copyOf(bytes, used);
        used = 0;
        return all;
    }

    /** Shows {@code each} the rows of a block, one after the other in the same {@code row}. */
    public static void rows(byte[] block, UnsafeRow row, Consumer<UnsafeRow> each) {
        int at = 0;
        while (at < block.length) {
            int length = (int) LENGTH.get(block, at);
            row.pointTo(block, Platform.BYTE_ARRAY_OFFSET + (long) at + Integer.BYTES, length);
            each.accept(row);
            at += Integer.BYTES + length;
        }
    }
}
