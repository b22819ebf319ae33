package dev.mayfly.job.check;

import dev.mayfly.contract.ColumnType;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** The reader of each column type; all read what {@link dev.mayfly.contract.ColumnValues} reads. */
final class ValueReaders {
    static ValueReader of(ColumnType type) {
        return switch (type.kind()) {
            case BIGINT, INT -> IntegerReader.of(type);
            case STRING -> ValueReaders::string;
            case DOUBLE, DECIMAL, BOOLEAN, DATE, TIMESTAMP -> new GrammarReader(type);
        };
    }

    private static Object string(byte[] bytes, int start, int length) {
        // Copied: the line's buffer is used again for the next line.
        return UTF8String.fromBytes(Arrays.copyOfRange(bytes, start, start + length));
    }

    private ValueReaders() {}
}
