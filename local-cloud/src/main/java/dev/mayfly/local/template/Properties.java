package dev.mayfly.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The resolved properties of one thing in a template; one that nobody understands is refused by its name. */
final class Properties {
    private final String owner;
    private final JsonNode values;

    Properties(String owner, JsonNode values, Set<String> understood) {
        this.owner = owner;
        this.values = values;
        Set<String> unknown = new HashSet<>();
        values.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(understood);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    owner + " has " + unknown.stream().sorted().toList()
                            + ", which the embedded cloud does not understand; it understands "
                            + understood.stream().sorted().toList());
        }
    }

    JsonNode at(String name) {
        return values.path(name);
    }

    Optional<JsonNode> optional(String name) {
        return values.hasNonNull(name) ? Optional.of(values.get(name)) : Optional.empty();
    }

    String text(String name) {
        return optional(name)
                .orElseThrow(() -> new IllegalArgumentException(owner + " needs " + name))
                .asText();
    }

    String text(String name, String otherwise) {
        return optional(name).map(JsonNode::asText).orElse(otherwise);
    }

    int number(String name, int otherwise) {
        return optional(name)
                .map(value -> {
                    try {
                        return Integer.valueOf(value.asText());
                    } catch (NumberFormatException e) {
                        throw new IllegalArgumentException(
                                owner + ": " + name + " is " + value + ", which is no number");
                    }
                })
                .orElse(otherwise);
    }

    Duration seconds(String name, int otherwise) {
        return Duration.ofSeconds(number(name, otherwise));
    }
}
