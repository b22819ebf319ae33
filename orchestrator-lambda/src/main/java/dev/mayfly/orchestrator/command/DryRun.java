package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.reconcile.Reconciler;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Decision;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import dev.mayfly.orchestrator.run.UserCommand;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells what a rerun would launch now, why, and what it could cost; writes and launches nothing. */
public final class DryRun {
    private final Reconciler reconciler;

    @Inject
    public DryRun(Reconciler reconciler) {
        this.reconciler = reconciler;
    }

    /** What a dataset waits for that has no run in hand. */
    Optional<Reconciler.Awaited> awaited(String dataset, String invocation) {
        return reconciler.awaited(dataset, invocation);
    }

    /** {@code budget}, where given, stands in for the owner's. */
    Map<String, Object> plan(String dataset, Optional<Usd> budget, String invocation) {
        UserCommand rerun =
                new UserCommand(UserCommand.Verb.RERUN, "a plan", "nothing is launched", budget, Optional.empty());
        Reconciler.DryRunResult rehearsed = reconciler.dryRun(dataset, rerun, invocation);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", true);
        answer.put("command", "plan");
        answer.put("dataset", dataset);
        Decision decision = rehearsed.decision();
        Optional<Run> run = decision instanceof Decision.Save save ? save.next().run() : Optional.empty();
        if (run.isPresent() && run.get().state() instanceof RunState.Launching) {
            Attempt attempt = run.get().attempt();
            answer.put(
                    "message",
                    "template %s would be launched and could cost %s at the most, of a budget of %s%s"
                            .formatted(
                                    attempt.template(),
                                    attempt.reserved(),
                                    run.get().budget(),
                                    byItself(rehearsed.awaited())));
            answer.put("wouldLaunch", launch(run.get(), attempt));
            answer.put("problems", List.of());
            AwaitedView.put(answer, Optional.of(rehearsed.awaited()));
            answer.put(
                    "next",
                    budget.isPresent()
                            ? "Run `rerun` with this budgetUsd."
                            : "Use `run`, or `rerun` if these files were already processed.");
            return answer;
        }
        List<String> problems = rehearsed.obstacles();
        answer.put("message", "nothing would be launched: " + String.join("; ", problems));
        answer.put("wouldLaunch", null);
        answer.put("problems", problems);
        AwaitedView.put(answer, Optional.of(rehearsed.awaited()));
        answer.put("next", "Fix the problems above, then run `plan` again.");
        return answer;
    }

    /** What an unasked run waits for, where that is more than the next look. */
    private static String byItself(Reconciler.Awaited awaited) {
        return awaited.why().isEmpty() || awaited.why().startsWith("a run starts")
                ? ""
                : "; without a command nothing starts yet: " + awaited.why();
    }

    private static Map<String, Object> launch(Run run, Attempt attempt) {
        Map<String, Object> launch = new LinkedHashMap<>();
        launch.put("template", attempt.template());
        launch.put("ratePerHourUsd", attempt.ratePerHour().amount());
        launch.put("predictedUsd", attempt.predicted().map(Usd::amount).orElse(null));
        launch.put("worstCaseUsd", attempt.reserved().amount());
        launch.put("budgetUsd", run.budget().amount());
        launch.put("endedAtTheLatest", attempt.absoluteDeadline().toString());
        launch.put("why", run.history().get(0).cause());
        return launch;
    }
}
