package dev.mayfly.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import software.amazon.event.ruler.Machine;

/**
 * An EventBridge event pattern, compiled by AWS's own event-ruler, so that every matcher works as it does in EventBridge. A
 * pattern that the library refuses is refused when the rule is made, not when an event comes.
 */
public final class EventPattern {
    private static final String RULE = "pattern";
    private final Machine machine;

    private EventPattern(Machine machine) {
        this.machine = machine;
    }

    /** Reads a pattern as a rule has it. */
    public static EventPattern of(JsonNode pattern) {
        Machine machine = Machine.builder().build();
        try {
            machine.addRule(RULE, pattern.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s is not a valid event pattern: %s".formatted(pattern, e.getMessage()), e);
        }
        return new EventPattern(machine);
    }

    /** Whether an event's envelope matches. */
    public boolean matches(JsonNode event) {
        try {
            return !machine.rulesForJSONEvent(event.toString()).isEmpty();
        } catch (Exception e) {
            throw new IllegalArgumentException("an event cannot be matched: " + e.getMessage(), e);
        }
    }
}
