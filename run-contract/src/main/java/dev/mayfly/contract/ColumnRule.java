package dev.mayfly.contract;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a table's owner asks of a column beyond its type, or allows it. A row that breaks a rule is rejected with a reason
 * that names the rule. Rules about values say nothing of an empty field; names are stored: add, never rename.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "rule")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ColumnRule.AtLeast.class, name = "atLeast"),
    @JsonSubTypes.Type(value = ColumnRule.AtMost.class, name = "atMost"),
    @JsonSubTypes.Type(value = ColumnRule.OneOf.class, name = "oneOf"),
    @JsonSubTypes.Type(value = ColumnRule.PresentWhen.class, name = "presentWhen"),
    @JsonSubTypes.Type(value = ColumnRule.IntegralDecimals.class, name = "integralDecimals")
})
public sealed interface ColumnRule extends Serializable {
    /** Why a column of this type cannot have the rule, and what would be right. */
    Optional<String> incompatibility(ColumnType type);

    /** No value is below this one, which is of the column's type. */
    record AtLeast(String value) implements ColumnRule {
        public AtLeast {
            Guards.present("least value of a column", value);
        }

        @Override
        public Optional<String> incompatibility(ColumnType type) {
            return type.ordered() ? type.incompatibility(value) : noBound("min", type);
        }
    }

    /** No value is above this one, which is of the column's type. */
    record AtMost(String value) implements ColumnRule {
        public AtMost {
            Guards.present("greatest value of a column", value);
        }

        @Override
        public Optional<String> incompatibility(ColumnType type) {
            return type.ordered() ? type.incompatibility(value) : noBound("max", type);
        }
    }

    /** Every value is one of these. */
    record OneOf(List<String> values) implements ColumnRule {
        public OneOf {
            values = some("oneOf", values);
        }

        @Override
        public Optional<String> incompatibility(ColumnType type) {
            return listed("oneOf", type, values);
        }
    }

    /** The column has a value on rows where another column has one of these values, and on no other row. */
    record PresentWhen(String column, List<String> values) implements ColumnRule {
        public PresentWhen {
            Guards.name("column", column);
            values = some("presentWhen", values);
        }

        @Override
        public Optional<String> incompatibility(ColumnType type) {
            return Optional.empty();
        }

        /** Why a column cannot look at this other one. */
        public Optional<String> incompatibility(Column own, Column other) {
            if (own.equals(other)) {
                return Optional.of("presentWhen looks at the column itself; it has to name another");
            }
            return own.nullable()
                    ? listed("presentWhen", other.type(), values)
                    : Optional.of("presentWhen leaves some rows without a value, so it needs `nullable: true`");
        }
    }

    /** A whole number that was written as {@code 213.0} is taken for 213, and counted as repaired. */
    record IntegralDecimals() implements ColumnRule {
        @Override
        public Optional<String> incompatibility(ColumnType type) {
            return type.wholeNumber()
                    ? Optional.empty()
                    : Optional.of("integralDecimals is for bigint and int, and this is %s".formatted(type));
        }
    }

    private static Optional<String> noBound(String rule, ColumnType type) {
        return Optional.of("%s is for numbers, dates and timestamps, and this is %s".formatted(rule, type));
    }

    private static Optional<String> listed(String rule, ColumnType type, List<String> values) {
        return type.wholeNumber() || type.kind() == ColumnType.Kind.STRING
                ? values.stream()
                        .flatMap(value -> type.incompatibility(value).stream())
                        .findFirst()
                        .or(() -> twice(rule, type, values))
                : Optional.of("%s lists values of bigint, int and string, and this is %s".formatted(rule, type));
    }

    private static Optional<String> twice(String rule, ColumnType type, List<String> values) {
        Map<Object, String> before = new HashMap<>();
        for (String text : values) {
            String same = before.put(type.value(text), text);
            if (same != null) {
                return Optional.of("%s lists one value twice, as %s and %s; keep one".formatted(rule, same, text));
            }
        }
        return Optional.empty();
    }

    private static List<String> some(String rule, List<String> values) {
        List<String> some = List.copyOf(Guards.present("values of " + rule, values));
        if (some.isEmpty() || some.contains("") || some.stream().distinct().count() != some.size()) {
            throw new IllegalArgumentException("%s needs values, none empty and none twice: %s"
                    .formatted(rule, some.stream().collect(joining("', '", "'", "'"))));
        }
        return some;
    }
}
