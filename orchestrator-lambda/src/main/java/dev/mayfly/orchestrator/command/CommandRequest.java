package dev.mayfly.orchestrator.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.run.Ask;
import dev.mayfly.orchestrator.run.Usd;
import java.util.Optional;
import java.util.Set;

/** A payload with a command, and whether it says what it has to. */
record CommandRequest(JsonNode payload) {
    private static final Set<String> KNOWN =
            Set.of("command", "dataset", "run", "by", "reason", "budgetUsd", "to", "limit", "dryRun");

    String command() {
        return payload.path("command").asText();
    }

    String dataset() {
        return payload.path("dataset").asText();
    }

    boolean dryRun() {
        return payload.path("dryRun").asBoolean(false);
    }

    /** The word that history keeps; {@link IllegalArgumentException} says what is missing or too much. */
    Ask ask(Ask.Verb verb, Usd ceiling) {
        payload.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("'%s' is no key of a command; %s are".formatted(name, KNOWN));
            }
        });
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
