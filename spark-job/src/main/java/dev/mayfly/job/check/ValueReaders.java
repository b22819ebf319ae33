package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** The reader of each column type. */
final class ValueReaders {
    private static final Pattern DOUBLE =
            Pattern.compile("[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d{1,4})?|NaN|[-+]?Infinity");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,76}(?:\\.\\d{1,76})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[T ](\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?)(Z|[-+]\\d{2}:\\d{2})?");

    static ValueReader of(ColumnType type) {
        return switch (type.kind()) {
            case BIGINT -> IntegerReader.bigint();
            case INT -> IntegerReader.integer();
            case STRING -> ValueReaders::string;
            case DOUBLE -> text(ValueReaders::real);
            case BOOLEAN -> text(ValueReaders::bool);
            case DATE -> text(ValueReaders::date);
            case TIMESTAMP -> text(ValueReaders::timestamp);
            case DECIMAL -> text(value -> decimal(value, type));
        };
    }

    private interface TextReader {
        Object read(String value) throws BadValue;
    }

    private static ValueReader text(TextReader reader) {
        return (bytes, start, length) -> reader.read(new String(bytes, start, length, UTF_8));
    }

    private static Object string(byte[] bytes, int start, int length) {
        // Copied: the line's buffer is used again for the next line.
        return UTF8String.fromBytes(java.util.Arrays.copyOfRange(bytes, start, start + length));
    }

    private static Object real(String value) throws BadValue {
        if (!DOUBLE.matcher(value).matches()) {
            throw new BadValue("double, such as 1.5 or 1e3");
        }
        return Double.parseDouble(value);
    }

    private static Object bool(String value) throws BadValue {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValue("boolean: true or false");
        };
    }

    private static Object date(String value) throws BadValue {
        try {
            if (DATE.matcher(value).matches()) {
                return (int) LocalDate.parse(value).toEpochDay();
            }
        } catch (DateTimeException e) {
            throw new BadValue("date: a day of the calendar as yyyy-MM-dd");
        }
        throw new BadValue("date: a day of the calendar as yyyy-MM-dd");
    }

    private static Object timestamp(String value) throws BadValue {
        var parts = TIMESTAMP.matcher(value);
        String wanted = "timestamp: yyyy-MM-dd HH:mm:ss, at most 6 digits of a second, UTC unless an offset is given";
        if (!parts.matches()) {
            throw new BadValue(wanted);
        }
        try {
            String offset = parts.group(3) == null ? "Z" : parts.group(3);
            Instant instant = OffsetDateTime.parse(parts.group(1) + "T" + parts.group(2) + offset)
                    .toInstant();
            return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
        } catch (DateTimeException e) {
            throw new BadValue(wanted);
        }
    }

    private static Object decimal(String value, ColumnType type) throws BadValue {
        String wanted = "%s: at most %d digits, %d of them after the point, never rounded"
                .formatted(type, type.precision(), type.scale());
        if (!DECIMAL.matcher(value).matches()) {
            throw new BadValue(wanted);
        }
        BigDecimal exact = new BigDecimal(value).stripTrailingZeros();
        if (exact.scale() > type.scale() || exact.precision() - exact.scale() > type.precision() - type.scale()) {
            throw new BadValue(wanted);
        }
        return Decimal.apply(exact.setScale(type.scale()), type.precision(), type.scale());
    }

    private ValueReaders() {}
}
