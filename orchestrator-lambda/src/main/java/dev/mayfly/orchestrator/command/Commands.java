package dev.mayfly.orchestrator.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.reconcile.DatasetShelf;
import dev.mayfly.orchestrator.reconcile.Reconciler;
import dev.mayfly.orchestrator.run.Ask;
import dev.mayfly.orchestrator.run.Head;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a person can ask for, from the Lambda console or the command line; the same guards hold as for everything else. */
public final class Commands {
    /** What is accepted, as examples. */
    public static final List<String> ACCEPTED = List.of(
            "{\"command\":\"run\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"rerun\",\"dataset\":\"retailrocket\",\"by\":\"you\",\"reason\":\"why\"}",
            "{\"command\":\"status\",\"dataset\":\"retailrocket\"}",
            "{\"command\":\"status\",\"run\":\"20260101T000000Z-0a1b2c3d\"}",
            "{\"command\":\"runs\",\"dataset\":\"retailrocket\",\"limit\":10}");

    private static final int USUAL_LIMIT = 10;
    private static final int MOST_RUNS = 100;
    private final Ledger ledger;
    private final DatasetShelf shelf;
    private final Reconciler reconciler;
    private final RunView view;

    @Inject
    public Commands(Ledger ledger, DatasetShelf shelf, Reconciler reconciler, RunView view) {
        this.ledger = ledger;
        this.shelf = shelf;
        this.reconciler = reconciler;
        this.view = view;
    }

    /** The answer to a payload with a {@code command}. */
    public Map<String, Object> answer(JsonNode payload, String invocation, BooleanSupplier timeLeft) {
        String command = payload.path("command").asText();
        if (command.equals("status") && payload.hasNonNull("run")) {
            return statusOfRun(payload.get("run").asText());
        }
        String dataset = payload.path("dataset").asText();
        List<String> names = shelf.names();
        if (!names.contains(dataset)) {
            return notUnderstood("there is no dataset '%s'; there are %s".formatted(dataset, names));
        }
        return switch (command) {
            case "run" -> run(dataset, ask(payload, false), invocation, timeLeft);
            case "rerun" -> run(dataset, ask(payload, true), invocation, timeLeft);
            case "status" -> status(dataset, "");
            case "runs" -> runs(dataset, payload.path("limit").asInt(USUAL_LIMIT));
            default -> notUnderstood("there is no command '%s'".formatted(command));
        };
    }

    /** The answer to what is not known: what is wrong, and what would be right. */
    public Map<String, Object> notUnderstood(String message) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", false);
        answer.put("message", message);
        answer.put("accepted", ACCEPTED);
        return answer;
    }

    private static Ask ask(JsonNode payload, boolean again) {
        return new Ask(
                again,
                payload.path("by").asText("somebody"),
                payload.path("reason").asText("no reason given"));
    }

    private Map<String, Object> run(String dataset, Ask ask, String invocation, BooleanSupplier timeLeft) {
        return status(dataset, reconciler.look(dataset, Optional.of(ask), invocation, timeLeft));
    }

    private Map<String, Object> status(String dataset, String message) {
        Optional<Run> run = ledger.read(dataset)
                .map(Ledger.Stored::head)
                .flatMap(head -> head.run()
                        .or(() -> head.attended().flatMap(attended -> ledger.run(dataset, attended.runId()))));
        String said = message.isEmpty() ? run.map(RunView::sentence).orElse("no run yet") : message;
        return answer("status", dataset, said, run);
    }

    private Map<String, Object> statusOfRun(String runId) {
        for (String dataset : shelf.names()) {
            Optional<Run> run = ledger.read(dataset)
                    .map(Ledger.Stored::head)
                    .flatMap(Head::run)
                    .filter(inHand -> inHand.id().equals(runId))
                    .or(() -> ledger.run(dataset, runId));
            if (run.isPresent()) {
                return answer("status", dataset, RunView.sentence(run.get()), run);
            }
        }
        return notUnderstood("there is no run '%s'; the command runs lists them".formatted(runId));
    }

    private Map<String, Object> answer(String command, String dataset, String message, Optional<Run> run) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("command", command);
        answer.put("dataset", dataset);
        answer.put("message", message);
        answer.put("run", run.map(view::of).orElse(null));
        return answer;
    }

    private Map<String, Object> runs(String dataset, int limit) {
        int most = Math.max(1, Math.min(limit, MOST_RUNS));
        List<Map<String, Object>> runs = new ArrayList<>();
        ledger.read(dataset)
                .flatMap(stored -> stored.head().run())
                .map(view::of)
                .ifPresent(runs::add);
        for (String id : ledger.runIds(dataset, most)) {
            ledger.run(dataset, id)
                    .filter(run -> runs.stream().noneMatch(shown -> run.id().equals(shown.get("runId"))))
                    .map(view::of)
                    .ifPresent(runs::add);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("command", "runs");
        answer.put("dataset", dataset);
        answer.put("runs", runs.subList(0, Math.min(most, runs.size())));
        return answer;
    }
}
