package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.ColumnValues;
import dev.mayfly.contract.InvalidValueException;
import java.math.BigDecimal;
import org.apache.spark.sql.types.Decimal;

/** Reads what the contract's grammar reads, in Spark's internal form. */
record GrammarReader(ColumnType type) implements ValueReader {
    private static final int LONG_DIGITS = 18;

    @Override
    public Object read(byte[] bytes, int start, int length) throws BadValue {
        try {
            Object value = ColumnValues.parse(type, new String(bytes, start, length, UTF_8));
            return value instanceof BigDecimal decimal ? internal(decimal) : value;
        } catch (InvalidValueException e) {
            throw new BadValue("%s: %s".formatted(type, e.getMessage()));
        }
    }

    private Decimal internal(BigDecimal exact) {
        return type.precision() <= LONG_DIGITS
                ? Decimal.createUnsafe(exact.unscaledValue().longValue(), type.precision(), type.scale())
                : Decimal.apply(exact, type.precision(), type.scale());
    }
}
