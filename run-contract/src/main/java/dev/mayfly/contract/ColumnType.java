package dev.mayfly.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type by the name that Athena gives it: {@code bigint}, {@code int}, {@code double}, {@code decimal(p,s)},
 * {@code string}, {@code boolean}, {@code date} or {@code timestamp}. Precision and scale are 0 for all but decimals.
 */
public record ColumnType(Kind kind, int precision, int scale) {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");
    private static final Pattern TIMESTAMP =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,6})?");
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
        boolean decimal = kind == Kind.DECIMAL;
        if (decimal
                ? precision < 1 || precision > WIDEST_DECIMAL || scale < 0 || scale > precision
                : precision + scale != 0) {
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
        return Arrays.stream(Kind.values())
                .filter(kind -> kind != Kind.DECIMAL && word(kind).equals(name))
                .findFirst()
                .map(kind -> new ColumnType(kind, 0, 0))
                .orElseThrow(() -> new IllegalArgumentException("'%s' is no column type; one of %s would be right"
                        .formatted(
                                name,
                                Arrays.stream(Kind.values())
                                        .map(ColumnType::spelling)
                                        .collect(joining(", ")))));
    }

    @Override
    @JsonValue
    public String toString() {
        return kind == Kind.DECIMAL ? "decimal(%d,%d)".formatted(precision, scale) : word(kind);
    }

    /** Whether it is a whole number. */
    public boolean wholeNumber() {
        return kind == Kind.BIGINT || kind == Kind.INT;
    }

    /** Whether one value of it can be said to be less than another; text has too many orders for that. */
    boolean ordered() {
        return kind != Kind.STRING && kind != Kind.BOOLEAN;
    }

    /** How two values of an ordered type compare. */
    int compare(String one, String other) {
        return kind == Kind.DATE || kind == Kind.TIMESTAMP
                ? one.compareTo(other)
                : new BigDecimal(one).compareTo(new BigDecimal(other));
    }

    /** Why a text is no value of this type, for those who write values down in a definition. */
    Optional<String> misfit(String value) {
        try {
            boolean right = switch (kind) {
                case BIGINT -> Long.toString(Long.parseLong(value)).equals(value);
                case INT -> Integer.toString(Integer.parseInt(value)).equals(value);
                case DOUBLE -> Double.isFinite(Double.parseDouble(value));
                case DECIMAL -> fits(new BigDecimal(value));
                case STRING -> true;
                case BOOLEAN -> value.equals("true") || value.equals("false");
                case DATE -> LocalDate.parse(value).toString().equals(value);
                case TIMESTAMP ->
                    TIMESTAMP.matcher(value).matches()
                            && LocalDateTime.parse(value.replace(' ', 'T')).isAfter(LocalDateTime.MIN);
            };
            return right ? Optional.empty() : Optional.of(noValue(value));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.of(noValue(value));
        }
    }

    private boolean fits(BigDecimal value) {
        return value.scale() >= 0 && value.scale() <= scale && value.precision() - value.scale() <= precision - scale;
    }

    private String noValue(String value) {
        String example = switch (kind) {
            case BIGINT, INT -> "42";
            case DOUBLE, DECIMAL -> "1.5";
            case STRING -> "a word";
            case BOOLEAN -> "true";
            case DATE -> "2015-05-03";
            case TIMESTAMP -> "2015-05-03 03:00:04";
        };
        return "'%s' is no %s: %s would be".formatted(value, this, example);
    }

    private static String spelling(Kind kind) {
        return kind == Kind.DECIMAL ? "decimal(p,s)" : word(kind);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
