package dev.mayfly.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column's type by the name that Athena gives it: {@code bigint}, {@code int}, {@code double}, {@code decimal(p,s)},
 * {@code string}, {@code boolean}, {@code date} or {@code timestamp}. Precision and scale are 0 for all but decimals.
 */
public record ColumnType(Kind kind, int precision, int scale) {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)");
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

    private static String spelling(Kind kind) {
        return kind == Kind.DECIMAL ? "decimal(p,s)" : word(kind);
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
