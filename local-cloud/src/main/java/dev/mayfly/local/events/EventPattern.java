package dev.mayfly.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** An EventBridge event pattern; matchers that are not understood are refused when the rule is made, not when an event comes. */
public final class EventPattern {
    private final Predicate<JsonNode> condition;

    private EventPattern(Predicate<JsonNode> condition) {
        this.condition = condition;
    }

    /** Reads a pattern as a rule has it. */
    public static EventPattern of(JsonNode pattern) {
        return new EventPattern(object(pattern));
    }

    /** Whether an event's envelope matches. */
    public boolean matches(JsonNode event) {
        return condition.test(event);
    }

    private static Predicate<JsonNode> object(JsonNode pattern) {
        if (!pattern.isObject()) {
            throw new IllegalArgumentException("an event pattern is an object, not " + pattern);
        }
        List<Predicate<JsonNode>> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : pattern.properties()) {
            String name = field.getKey();
            if (name.equals("$or")) {
                List<Predicate<JsonNode>> any = new ArrayList<>();
                field.getValue().forEach(alternative -> any.add(object(alternative)));
                all.add(event -> any.stream().anyMatch(one -> one.test(event)));
            } else {
                Predicate<JsonNode> inner =
                        field.getValue().isArray() ? EventMatchers.any(field.getValue()) : object(field.getValue());
                all.add(event -> inner.test(event.path(name)));
            }
        }
        return event -> all.stream().allMatch(one -> one.test(event));
    }
}
