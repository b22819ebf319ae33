package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A rule about the values of one column, asked of each value that is there. */
interface ValueRule {
    boolean allows(Object value);

    /** What a value that is not allowed is: the end of the sentence "itemid is '7', which is ...". */
    String fault();

    /** The rules of a column that look at nothing but its own values. */
    static List<ValueRule> of(TypedColumn column) {
        return column.rules().stream()
                .flatMap(rule -> of(rule, column.columnType()).stream())
                .toList();
    }

    private static Optional<ValueRule> of(ColumnRule rule, ColumnType type) {
        if (rule instanceof ColumnRule.AtLeast least) {
            return Optional.of(new Bound(least.value(), comparable(least.value(), type), 1));
        }
        if (rule instanceof ColumnRule.AtMost most) {
            return Optional.of(new Bound(most.value(), comparable(most.value(), type), -1));
        }
        return rule instanceof ColumnRule.OneOf one
                ? Optional.of(new Listed(one.values(), values(one.values(), type)))
                : Optional.empty();
    }

    /** Values in the form that a column of this type has them in. */
    static Set<Object> values(List<String> texts, ColumnType type) {
        return texts.stream().map(text -> value(text, type)).collect(toUnmodifiableSet());
    }

    @SuppressWarnings("unchecked") // every type that has an order is read as something that compares with its like
    private static Comparable<Object> comparable(String text, ColumnType type) {
        return (Comparable<Object>) oneZero(value(text, type));
    }

    /** Of the two zeros of a double, which are equal in SQL, the one without a sign. */
    private static Object oneZero(Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    /** The plan refuses every rule whose texts are no values of their column. */
    static Object value(String text, ColumnType type) {
        byte[] bytes = text.getBytes(UTF_8);
        try {
            return ValueReaders.of(type).read(bytes, 0, bytes.length);
        } catch (BadValue e) {
            throw new IllegalStateException("the plan has '%s' for a %s".formatted(text, e.getMessage()), e);
        }
    }

    /** No value lies on the wrong side of a bound; {@code side} is 1 for the least and -1 for the greatest. */
    record Bound(String text, Comparable<Object> bound, int side) implements ValueRule {
        @Override
        public boolean allows(Object value) {
            return bound.compareTo(oneZero(value)) * side <= 0;
        }

        @Override
        public String fault() {
            return side > 0 ? "below the least allowed, " + text : "above the greatest allowed, " + text;
        }
    }

    /** Every value is one of some. */
    record Listed(List<String> texts, Set<Object> values) implements ValueRule {
        @Override
        public boolean allows(Object value) {
            return values.contains(value);
        }

        @Override
        public String fault() {
            return "none of " + String.join(", ", texts);
        }
    }
}
