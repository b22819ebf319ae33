package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.catalog.GenerationView;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.reconcile.Reconciler.Awaited;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.DriftCheck;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.UserCommand;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Tells of runs: the one in hand, the last finished one, any by its id, the newest of a dataset. */
public final class StatusQueries {
    static final int USUAL_LIMIT = 10;
    private static final int MOST_RUNS = 100;
    private static final String RELEASE = "no run starts until `release`";
    private final Ledger ledger;
    private final RunView view;

    @Inject
    public StatusQueries(Ledger ledger, RunView view) {
        this.ledger = ledger;
        this.view = view;
    }

    /** {@code awaited} where no run is in hand. */
    Map<String, Object> status(String dataset, Optional<Awaited> awaited) {
        DatasetState head = head(dataset);
        Optional<Run> run = latest(head);
        Optional<String> waits = awaited.map(Awaited::why).filter(why -> !why.isEmpty());
        String message = run.map(RunView::sentence)
                .map(sentence -> sentence + waits.map("; now: "::concat).orElse(""))
                .orElseGet(() -> "no run yet: " + waits.orElse("nothing was looked at"));
        Map<String, Object> answer = answer("status", head, message, run);
        if (run.isEmpty() && head.held().isEmpty() && waits.isPresent()) {
            answer.put(
                    "next",
                    awaited.flatMap(Awaited::ignored).isPresent()
                                    && !waits.get().startsWith("waiting: ")
                            ? "Follow the message, or run `run` to process the files that are there now."
                            : "correct what the message names");
        }
        AwaitedView.put(answer, awaited);
        return answer;
    }

    /** How things stand after a command, with what it said. */
    Map<String, Object> afterCommand(String command, String dataset, CommandExecutor.CommandResult said) {
        DatasetState head = head(dataset);
        Map<String, Object> answer = answer(command, head, message(command, head, said), latest(head));
        answer.put("done", said.done());
        return answer;
    }

    /** Who asked for an audit wants to know what it found; where it is not over, how far the look came. */
    private static String message(String command, DatasetState head, CommandExecutor.CommandResult said) {
        return head.audit()
                .last()
                .filter(ended -> command.equals("audit") && said.done())
                .map(ended -> "audit: %s; %s".formatted(ended.said(), said.message()))
                .orElse(said.message());
    }

    private DatasetState head(String dataset) {
        return ledger.read(dataset).map(Ledger.Stored::head).orElse(DatasetState.empty(dataset));
    }

    private Optional<Run> latest(DatasetState head) {
        return head.run()
                .or(() -> ledger.runIds(head.dataset(), 1).stream()
                        .findFirst()
                        .flatMap(newest -> ledger.run(head.dataset(), newest)));
    }

    /** A run by its id, of whichever of these datasets it is. */
    Map<String, Object> byRunId(String runId, Collection<String> datasets, BooleanSupplier patience) {
        for (String dataset : datasets) {
            if (!patience.getAsBoolean()) {
                throw new InvalidCommandException(
                        "run '%s' was not found in time among %d datasets: say \"dataset\" as well"
                                .formatted(runId, datasets.size()));
            }
            DatasetState head = head(dataset);
            Optional<Run> run =
                    head.run().filter(inHand -> inHand.id().equals(runId)).or(() -> ledger.run(dataset, runId));
            if (run.isPresent()) {
                return answer("status", head, RunView.sentence(run.get()), run);
            }
        }
        throw new InvalidCommandException(
                "there is no run '%s'; the command runs lists those of a dataset".formatted(runId));
    }

    Map<String, Object> runs(String dataset, int limit) {
        int most = Math.max(1, Math.min(limit, MOST_RUNS));
        List<Map<String, Object>> runs = new ArrayList<>();
        DatasetState head = head(dataset);
        head.run().map(view::of).ifPresent(runs::add);
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
        answer.put("message", "%d runs of %s, the newest first".formatted(Math.min(most, runs.size()), dataset));
        answer.put("next", runs.isEmpty() ? next(Optional.empty(), head) : "Run `status` with a run's id.");
        answer.put("runs", runs.subList(0, Math.min(most, runs.size())));
        return answer;
    }

    private Map<String, Object> answer(String command, DatasetState head, String message, Optional<Run> run) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("command", command);
        answer.put("dataset", head.dataset());
        answer.put("message", message);
        answer.put("held", held(head));
        answer.put("pinned", head.pinned());
        answer.put("audit", audit(head));
        answer.put("next", next(run, head));
        answer.put("run", run.map(view::of).orElse(null));
        return answer;
    }

    private static String held(DatasetState head) {
        return head.held().map(held -> held.describe()).orElse(null);
    }

    private static Optional<String> named(Run run) {
        return run.generation()
                .filter(generation -> run.kind() == Run.Kind.PIN)
                .map(generation -> "query its tables and views, whose names end in "
                        + GenerationView.table("", Run.attemptName(generation.runId(), generation.attempt())));
    }

    /** When the catalog was compared last, and what that came to; when it is next. */
    private static Map<String, Object> audit(DatasetState head) {
        Optional<DriftCheck> audit =
                Optional.of(head.audit()).filter(compared -> !head.published().isEmpty());
        Optional<DriftCheck.Last> last = audit.flatMap(DriftCheck::last);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("lastAt", last.map(ended -> ended.at().toString()).orElse(null));
        view.put("result", last.map(ended -> ended.result().name()).orElse(null));
        view.put("said", last.map(DriftCheck.Last::said).orElse(null));
        view.put("due", audit.flatMap(DriftCheck::due).map(Instant::toString).orElse(null));
        return view;
    }

    private static String next(Optional<Run> run, DatasetState head) {
        boolean over = run.map(each -> each.state() instanceof RunState.Ended).orElse(true);
        if (head.held().isPresent() && over) {
            return run.filter(StatusQueries::triedAgainThoughHeld)
                    .map(failed -> again(failed) + "; " + RELEASE)
                    .orElse(RELEASE);
        }
        return switch (run.map(each -> each.state().name()).orElse("NONE")) {
            case "NONE" -> "Upload files, or run `run`.";
            case "SUCCEEDED" ->
                named(run.orElseThrow()).orElse("Query the tables; `rollback` restores the generation before.");
            case "FAILED", "REJECTED", "CANCELLED" -> again(run.orElseThrow());
            case "HELD" -> "Run `approve`, or upload other files.";
            default -> "Run `status` again, or `cancel`.";
        };
    }

    private static String again(Run run) {
        return "Fix the cause, then run " + run.kind().retryCommand().word();
    }

    /** What launches nothing needs no release. */
    private static boolean triedAgainThoughHeld(Run run) {
        return run.state().name().equals("FAILED") && run.kind().retryCommand() != UserCommand.Verb.RERUN;
    }
}
