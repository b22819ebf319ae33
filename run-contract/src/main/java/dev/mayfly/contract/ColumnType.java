package dev.mayfly.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A column's type by the name that Athena gives it: {@code bigint}, {@code int}, {@code double}, {@code decimal(p,s)},
 * {@code string}, {@code boolean}, {@code date}, {@code timestamp} or {@code timestamp(3)}, a timestamp of whole milliseconds.
 * Precision and scale are 0 for all but decimals; the precision of a timestamp of milliseconds is 3.
 */
public record ColumnType(Kind kind, int precision, int scale) {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");
    private static final String MILLISECONDS = "timestamp(3)";
    private static final int MILLI_DIGITS = 3;
    private static final int MICRO_DIGITS = 6;
    private static final int WIDEST_DECIMAL = 38;

    /** The closed set of types; a name is stored in plans and tables: add, never rename. */
    public enum Kind {
        BIGINT,
        INT,
        DOUBLE,
        DECIMAL,
        STRING,
        BOOLEAN,
        DATE,
        TIMESTAMP
    }

    public ColumnType {
        boolean right = switch (kind) {
            case DECIMAL -> precision >= 1 && precision <= WIDEST_DECIMAL && scale >= 0 && scale <= precision;
            case TIMESTAMP -> (precision == 0 || precision == MILLI_DIGITS) && scale == 0;
            case BIGINT, INT, DOUBLE, STRING, BOOLEAN, DATE -> precision == 0 && scale == 0;
        };
        if (!right) {
            throw new IllegalArgumentException(
                    "%s(%d,%d) is no column type: a decimal has 1 to %d digits, at most all of them after the point; no other type has any"
                            .formatted(kind.name().toLowerCase(Locale.ROOT), precision, scale, WIDEST_DECIMAL));
        }
    }

    /** Reads a name as {@link #toString} writes it; refuses any other with the names that would do. */
    @JsonCreator
    public static ColumnType of(String name) {
        Matcher decimal = DECIMAL.matcher(name);
        if (decimal.matches()) {
            return new ColumnType(Kind.DECIMAL, Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        if (name.equals(MILLISECONDS)) {
            return new ColumnType(Kind.TIMESTAMP, MILLI_DIGITS, 0);
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.DECIMAL && word(kind).equals(name))
                .findFirst()
                .map(kind -> new ColumnType(kind, 0, 0))
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no column type; one of %s would be right"
                        .formatted(
                                name,
                                Stream.concat(
                                                Arrays.stream(Kind.values()).map(ColumnType::spelling),
                                                Stream.of(MILLISECONDS))
                                        .collect(joining(", ")))));
    }

    @Override
    @JsonValue
    public String toString() {
        return switch (kind) {
            case DECIMAL -> "decimal(%d,%d)".formatted(precision, scale);
            case TIMESTAMP -> precision == 0 ? word(kind) : MILLISECONDS;
            case BIGINT, INT, DOUBLE, STRING, BOOLEAN, DATE -> word(kind);
        };
    }

    /** The type's name in the catalog, which has one timestamp. */
    public String catalogName() {
        return kind == Kind.TIMESTAMP ? word(kind) : toString();
    }

    /** How many digits of a second a timestamp has. */
    int secondDigits() {
        return precision == 0 ? MICRO_DIGITS : precision;
    }

    /** Whether it is a whole number. */
    public boolean wholeNumber() {
        return kind == Kind.BIGINT || kind == Kind.INT;
    }

    /** Whether one value of it can be said to be less than another; text has too many orders for that. */
    boolean ordered() {
        return kind != Kind.STRING && kind != Kind.BOOLEAN;
    }

    /** How two values of an ordered type compare, both written as {@link ColumnValues} reads them. */
    @SuppressWarnings("unchecked") // every type that has an order is read as something that compares with its like
    int compare(String one, String other) {
        return ((Comparable<Object>) value(one)).compareTo(value(other));
    }

    /** The value that a text of a rule stands for. */
    Object value(String text) {
        try {
            return ColumnValues.parse(this, text);
        } catch (InvalidValueException e) {
            throw new IllegalArgumentException("'%s' is no %s: %s".formatted(text, this, e.getMessage()), e);
        }
    }

    /** Why a text is no value of this type, for those who write values down in a definition. */
    Optional<String> incompatibility(String value) {
        try {
            ColumnValues.parse(this, value);
            return Optional.empty();
        } catch (InvalidValueException e) {
            return Optional.of("'%s' is no %s: %s would be (%s)".formatted(value, this, example(), e.getMessage()));
        }
    }

    /** A value of this type as a person would write it. */
    String example() {
        return switch (kind) {
            case BIGINT, INT -> "42";
            case DOUBLE -> "1.5";
            case DECIMAL -> scale == 0 ? "4" : scale == precision ? "0.5" : "1.5";
            case STRING -> "a word";
            case BOOLEAN -> "true";
            case DATE -> "2015-05-03";
            case TIMESTAMP -> "2015-05-03 03:00:04";
        };
    }

    private static String spelling(Kind kind) {
        return kind == Kind.DECIMAL ? "decimal(p,s)" : word(kind);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
