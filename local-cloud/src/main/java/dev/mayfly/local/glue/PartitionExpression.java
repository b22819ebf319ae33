package dev.mayfly.local.glue;

import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/** A condition on a partition's values, as the Expression of GetPartitions gives it. */
@FunctionalInterface
interface PartitionExpression {
    /** Hive's name for a null value in a partition. */
    String NULL = "__HIVE_DEFAULT_PARTITION__";

    boolean matches(List<String> values);

    /** One key of the table: which value is its, and how they compare. */
    record Key(int index, PartitionKeyType type) {
        boolean isNull(List<String> values) {
            return Objects.equals(values.get(index), NULL);
        }

        PartitionExpression compared(String literal, IntPredicate sign) {
            // SQL: a comparison with null is not true, whatever the operator.
            return values -> !isNull(values) && sign.test(type.compare(values.get(index), literal));
        }

        PartitionExpression in(List<String> literals) {
            return values -> !isNull(values)
                    && literals.stream().anyMatch(literal -> type.compare(values.get(index), literal) == 0);
        }

        PartitionExpression between(String low, String high) {
            return compared(low, sign -> sign >= 0).and(compared(high, sign -> sign <= 0));
        }

        PartitionExpression like(String pattern) {
            StringBuilder regex = new StringBuilder();
            for (int i = 0; i < pattern.length(); i++) {
                char c = pattern.charAt(i);
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
            Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
            return values ->
                    !isNull(values) && compiled.matcher(values.get(index)).matches();
        }

        /** NOT IN, NOT LIKE and NOT BETWEEN are not true of null either. */
        PartitionExpression negated(PartitionExpression expression) {
            return values -> !isNull(values) && !expression.matches(values);
        }
    }

    default PartitionExpression and(PartitionExpression other) {
        return values -> matches(values) && other.matches(values);
    }

    default PartitionExpression or(PartitionExpression other) {
        return values -> matches(values) || other.matches(values);
    }

    default PartitionExpression not() {
        return values -> !matches(values);
    }
}
