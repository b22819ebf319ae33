package dev.mayfly.job.sink;

import dev.mayfly.contract.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Hands one column's values to Parquet, row by row, without a box around any. */
abstract class ColumnValueWriter {
    private static final int DIGITS_OF_INT = 9;
    private static final int DIGITS_OF_LONG = 18;

    final int place;
    private final boolean nullable;
    /** Parquet counts the levels at which a value is there: one where it may be missing, none otherwise. */
    final int level;

    private ColumnValueWriter(int place, boolean nullable) {
        this.place = place;
        this.nullable = nullable;
        this.level = nullable ? 1 : 0;
    }

    final void feed(UnsafeRow row, ColumnWriter to) {
        if (nullable && row.isNullAt(place)) {
            to.writeNull(0, 0);
        } else {
            value(row, to);
        }
    }

    abstract void value(UnsafeRow row, ColumnWriter to);

    static ColumnValueWriter longs(int place, boolean nullable) {
        return new ColumnValueWriter(place, nullable) {
            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                to.write(row.getLong(place), 0, level);
            }
        };
    }

    static ColumnValueWriter ints(int place, boolean nullable) {
        return new ColumnValueWriter(place, nullable) {
            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                to.write((int) row.getLong(place), 0, level);
            }
        };
    }

    static ColumnValueWriter doubles(int place, boolean nullable) {
        return new ColumnValueWriter(place, nullable) {
            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                to.write(row.getDouble(place), 0, level);
            }
        };
    }

    static ColumnValueWriter booleans(int place, boolean nullable) {
        return new ColumnValueWriter(place, nullable) {
            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                to.write(row.getBoolean(place), 0, level);
            }
        };
    }

    static ColumnValueWriter text(int place, boolean nullable) {
        return new ColumnValueWriter(place, nullable) {
            private byte[] bytes = new byte[256];

            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                UTF8String text = row.getUTF8String(place);
                int length = text.numBytes();
                if (length + Long.BYTES > bytes.length) {
                    bytes = new byte[2 * (length + Long.BYTES)];
                }
                copy(text, length);
                to.write(Binary.fromReusedByteArray(bytes, 0, length), 0, level);
            }

            /** Eight bytes at a time: a row has room for them, and so few are copied faster than by a call. */
            private void copy(UTF8String text, int length) {
                Object base = text.getBaseObject();
                long from = text.getBaseOffset();
                for (int i = 0; i < length; i += Long.BYTES) {
                    Platform.putLong(bytes, Platform.BYTE_ARRAY_OFFSET + (long) i, Platform.getLong(base, from + i));
                }
            }
        };
    }

    static ColumnValueWriter decimals(int place, boolean nullable, ColumnType type) {
        int precision = type.precision();
        if (precision > DIGITS_OF_LONG) {
            return largeDecimals(place, nullable, type);
        }
        return new ColumnValueWriter(place, nullable) {
            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                long unscaled = row.getDecimal(place, precision, type.scale()).toUnscaledLong();
                if (precision <= DIGITS_OF_INT) {
                    to.write((int) unscaled, 0, level);
                } else {
                    to.write(unscaled, 0, level);
                }
            }
        };
    }

    private static ColumnValueWriter largeDecimals(int place, boolean nullable, ColumnType type) {
        int width = FileColumn.bytesOf(type.precision());
        return new ColumnValueWriter(place, nullable) {
            @Override
            void value(UnsafeRow row, ColumnWriter to) {
                BigInteger unscaled = row.getDecimal(place, type.precision(), type.scale())
                        .toJavaBigDecimal()
                        .unscaledValue();
                byte[] digits = unscaled.toByteArray();
                byte[] fixed = new byte[width];
                Arrays.fill(fixed, (byte) (unscaled.signum() < 0 ? -1 : 0));
                System.arraycopy(digits, 0, fixed, width - digits.length, digits.length);
                to.write(Binary.fromConstantByteArray(fixed), 0, level);
            }
        };
    }
}
