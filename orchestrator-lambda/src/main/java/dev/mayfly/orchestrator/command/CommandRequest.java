package dev.mayfly.orchestrator.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.run.Usd;
import dev.mayfly.orchestrator.run.UserCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was said with a command; {@link InvalidCommandException} says what is too much, missing or not as it should be. */
final class CommandRequest {
    /** The keys whose values are text, and which text would be right. */
    private static final Map<String, String> TEXTS = Map.of(
            "dataset", "a dataset's name",
            "run", "a run's id",
            "to", "the id of the run that made a generation",
            "by", "who says so",
            "reason", "why it is said");

    private final CommandName word;
    private final JsonNode payload;

    /** Whatever the command does with it: what it would ignore, or take for something else, is refused before anything is done. */
    CommandRequest(CommandName word, JsonNode payload) {
        this.word = word;
        this.payload = payload;
        refuseOtherKeys();
        payload.fields().forEachRemaining(said -> refuseOtherValues(said.getKey(), said.getValue()));
    }

    private void refuseOtherKeys() {
        List<String> others = new ArrayList<>();
        payload.fieldNames().forEachRemaining(name -> {
            if (!name.equals("command") && !word.keys().contains(name)) {
                others.add(SpellingSuggestion.of(name, word.keys())
                        .map(known -> "'%s' (did you mean '%s'?)".formatted(name, known))
                        .orElse("'" + name + "'"));
            }
        });
        if (!others.isEmpty()) {
            throw new InvalidCommandException("Unknown field %s for `%s` (allowed: %s). Nothing was changed."
                    .formatted(String.join(", ", others), word.text(), word.keys()));
        }
    }

    /** A word that is not understood is refused: what was meant as a rehearsal must not become the deed. */
    private static void refuseOtherValues(String key, JsonNode value) {
        String right = TEXTS.get(key);
        if (right != null && !(value.isTextual() && !value.asText().isBlank())) {
            throw new InvalidCommandException("%s is %s; text would be right: %s".formatted(key, value, right));
        }
        if (key.equals("dryRun") && !value.isBoolean()) {
            throw new InvalidCommandException("dryRun is %s; true or false would be right".formatted(value));
        }
        if (key.equals("limit") && (!value.isInt() || value.asInt() < 1)) {
            throw new InvalidCommandException("limit is %s; a whole number above 0 would be right".formatted(value));
        }
        if (key.equals("budgetUsd") && !aboveZero(value)) {
            throw new InvalidCommandException("budgetUsd is %s; a number above 0 would be right".formatted(value));
        }
    }

    /** A number that JSON can write and nothing can count with, such as 1e999, is none. */
    private static boolean aboveZero(JsonNode value) {
        return value.isNumber() && value.doubleValue() > 0 && Double.isFinite(value.doubleValue());
    }

    CommandName word() {
        return word;
    }

    Optional<String> dataset() {
        return text("dataset");
    }

    Optional<String> run() {
        return text("run");
    }

    boolean dryRun() {
        return payload.path("dryRun").asBoolean(false);
    }

    int limit(int usual) {
        return payload.path("limit").asInt(usual);
    }

    /** What stands in for the owner's budget, below the deployment's ceiling. */
    Optional<Usd> budget(Usd ceiling) {
        if (!payload.has("budgetUsd")) {
            return Optional.empty();
        }
        Usd budget = new Usd(payload.get("budgetUsd").decimalValue());
        if (budget.exceeds(ceiling)) {
            throw new InvalidCommandException(
                    "budgetUsd is %s, above the deployment's ceiling of %s for a run".formatted(budget, ceiling));
        }
        return Optional.of(budget);
    }

    /** The word that history keeps. A run may be asked for by nobody and for no reason, but not with another budget than the owner's. */
    UserCommand ask(UserCommand.Verb verb, Usd ceiling) {
        Optional<Usd> budget = budget(ceiling);
        boolean signed = verb != UserCommand.Verb.RUN || budget.isPresent();
        return new UserCommand(verb, said("by", signed), said("reason", signed), budget, text("to"));
    }

    private String said(String key, boolean signed) {
        Optional<String> text = text(key);
        if (text.isEmpty() && signed) {
            throw new InvalidCommandException(
                    "\"%s\" is required; it is recorded in the run history, for example \"%s\": \"%s\""
                            .formatted(key, key, key.equals("by") ? "ada" : "the March files were mended"));
        }
        return text.orElse("not said");
    }

    private Optional<String> text(String key) {
        return payload.has(key) ? Optional.of(payload.get(key).asText()) : Optional.empty();
    }
}
