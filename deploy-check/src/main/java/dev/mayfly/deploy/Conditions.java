package dev.mayfly.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** IAM's condition block: every operator and every key in it must hold; of a key's values one is enough. */
final class Conditions {
    private static final String IF_EXISTS = "IfExists";

    private Conditions() {}

    static boolean hold(JsonNode block, Map<String, String> context) {
        return block.properties().stream()
                .allMatch(operator -> operator.getValue().properties().stream()
                        .allMatch(key ->
                                holds(operator.getKey(), key.getKey(), Statement.texts(key.getValue()), context)));
    }

    private static boolean holds(String operator, String key, List<String> wanted, Map<String, String> context) {
        if (operator.equals("Null")) {
            return wanted.contains(Boolean.toString(!context.containsKey(key)));
        }
        if (!context.containsKey(key)) {
            return operator.endsWith(IF_EXISTS);
        }
        String given = context.get(key);
        return wanted.stream().anyMatch(value -> switch (operator.replace(IF_EXISTS, "")) {
            case "StringEquals" -> value.equals(given);
            case "Bool" -> value.equalsIgnoreCase(given);
            case "StringLike", "ArnEquals", "ArnLike" -> Wildcards.match(value, given, false);
            default -> throw new IllegalArgumentException("the evaluator does not know the operator " + operator);
        });
    }
}
