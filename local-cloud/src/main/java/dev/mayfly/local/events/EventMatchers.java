package dev.mayfly.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What may stand in the list of a pattern's field; a value matches when any of them does. */
final class EventMatchers {
    private EventMatchers() {}

    static Predicate<JsonNode> any(JsonNode alternatives) {
        List<Predicate<JsonNode>> any = new ArrayList<>();
        alternatives.forEach(alternative -> any.add(alternative(alternative)));
        return value -> any.stream().anyMatch(one -> one.test(value));
    }

    private static Predicate<JsonNode> alternative(JsonNode alternative) {
        if (alternative.isObject() && alternative.has("exists")) {
            boolean wanted = alternative.get("exists").booleanValue();
            return value -> (value.isValueNode() || value.isArray()) == wanted;
        }
        Predicate<JsonNode> one = alternative.isObject() ? matcher(alternative) : exactly(alternative);
        return value -> elements(value).stream().anyMatch(one);
    }

    /** A list in the event matches by any of its elements; what is not there matches nothing. */
    private static List<JsonNode> elements(JsonNode value) {
        List<JsonNode> elements = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(elements::add);
        } else if (value.isValueNode()) {
            elements.add(value);
        }
        return elements;
    }

    private static Predicate<JsonNode> matcher(JsonNode matcher) {
        Map.Entry<String, JsonNode> only = matcher.properties().iterator().next();
        JsonNode argument = only.getValue();
        return switch (only.getKey()) {
            case "prefix" -> text(value -> value.startsWith(argument.asText()));
            case "suffix" -> text(value -> value.endsWith(argument.asText()));
            case "equals-ignore-case" -> text(value -> value.equalsIgnoreCase(argument.asText()));
            case "wildcard" -> text(wildcard(argument.asText()));
            case "anything-but" -> anythingBut(argument).negate();
            case "numeric" -> numeric(argument);
            default ->
                throw new IllegalArgumentException("the embedded cloud does not understand the event matcher " + matcher
                        + "; it understands exact values, prefix, suffix, equals-ignore-case, wildcard, anything-but,"
                        + " numeric and exists");
        };
    }

    private static Predicate<JsonNode> anythingBut(JsonNode argument) {
        if (argument.isArray()) {
            return any(argument);
        }
        return argument.isObject() ? matcher(argument) : exactly(argument);
    }

    private static Predicate<JsonNode> exactly(JsonNode wanted) {
        if (wanted.isNumber()) {
            return value -> value.isNumber() && value.decimalValue().compareTo(wanted.decimalValue()) == 0;
        }
        return wanted::equals;
    }

    private static Predicate<JsonNode> text(Predicate<String> test) {
        return value -> value.isTextual() && test.test(value.textValue());
    }

    private static Predicate<String> wildcard(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String part : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }

    private static Predicate<JsonNode> numeric(JsonNode bounds) {
        Predicate<JsonNode> all = JsonNode::isNumber;
        for (int i = 0; i + 1 < bounds.size(); i += 2) {
            String operator = bounds.get(i).asText();
            BigDecimal bound = bounds.get(i + 1).decimalValue();
            all = all.and(value -> holds(value.decimalValue().compareTo(bound), operator));
        }
        return all;
    }

    private static boolean holds(int sign, String operator) {
        return switch (operator) {
            case "=" -> sign == 0;
            case "<" -> sign < 0;
            case "<=" -> sign <= 0;
            case ">" -> sign > 0;
            case ">=" -> sign >= 0;
            default -> throw new IllegalArgumentException("numeric compares with = < <= > >=, not " + operator);
        };
    }
}
