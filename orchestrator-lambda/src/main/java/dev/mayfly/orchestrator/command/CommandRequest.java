package dev.mayfly.orchestrator.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.run.Ask;
import dev.mayfly.orchestrator.run.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A payload with a command, and whether it says what it has to. */
record CommandRequest(JsonNode payload) {
    private static final List<String> KNOWN =
            List.of("command", "dataset", "run", "by", "reason", "budgetUsd", "to", "limit", "dryRun");

    String command() {
        return payload.path("command").asText();
    }

    String dataset() {
        return payload.path("dataset").asText();
    }

    /** A word that is not understood is refused: what was meant as a rehearsal must not become the deed. */
    boolean dryRun() {
        JsonNode asked = payload.path("dryRun");
        if (!asked.isMissingNode() && !asked.isNull() && !asked.isBoolean()) {
            throw new IllegalArgumentException("dryRun is %s; true or false would be right".formatted(asked));
        }
        return asked.asBoolean(false);
    }

    int limit(int usual) {
        JsonNode asked = payload.path("limit");
        if (asked.isMissingNode() || asked.isNull()) {
            return usual;
        }
        if (!asked.isInt() || asked.asInt() < 1) {
            throw new IllegalArgumentException("limit is %s; a whole number above 0 would be right".formatted(asked));
        }
        return asked.asInt();
    }

    /** {@link IllegalArgumentException} names every key that no command has. */
    void check() {
        List<String> unknown = new ArrayList<>();
        payload.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                unknown.add(Nearest.to(name, KNOWN)
                        .map(known -> "'%s' (did you mean '%s'?)".formatted(name, known))
                        .orElse("'" + name + "'"));
            }
        });
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s is no key of a command; %s are".formatted(String.join(", ", unknown), KNOWN));
        }
    }

    /** The word that history keeps; {@link IllegalArgumentException} says what is missing or too much. */
    Ask ask(Ask.Verb verb, Usd ceiling) {
        boolean runs = verb == Ask.Verb.RUN;
        return new Ask(
                verb, said("by", runs), said("reason", runs), budget(ceiling), Optional.ofNullable(textOf("to")));
    }

    private String said(String key, boolean optional) {
        String text = textOf(key);
        if (text == null && !optional) {
            throw new IllegalArgumentException("say \"%s\": history should know; for example \"%s\": \"%s\""
                    .formatted(key, key, key.equals("by") ? "ada" : "the March files were mended"));
        }
        return text == null ? "not said" : text;
    }

    private String textOf(String key) {
        JsonNode value = payload.path(key);
        return value.isTextual() && !value.asText().isBlank() ? value.asText() : null;
    }

    private Optional<Usd> budget(Usd ceiling) {
        JsonNode asked = payload.path("budgetUsd");
        if (asked.isMissingNode() || asked.isNull()) {
            return Optional.empty();
        }
        if (!asked.isNumber() || asked.decimalValue().signum() <= 0) {
            throw new IllegalArgumentException("budgetUsd is %s; a number above 0 would be right".formatted(asked));
        }
        Usd budget = new Usd(asked.decimalValue());
        if (budget.exceeds(ceiling)) {
            throw new IllegalArgumentException(
                    "budgetUsd is %s, above the deployment's ceiling of %s for a run".formatted(budget, ceiling));
        }
        return Optional.of(budget);
    }
}
