package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs in every state: of each kind, with one attempt and with two, after as many launches as there may be. */
final class DeciderRuns {
    static final Instant STEP_STARTED = DeciderSpace.INTENT.plusSeconds(60);

    static List<Run> all() {
        List<Run> runs = new ArrayList<>();
        for (Attempt attempt : attempts(1)) {
            runs.addAll(withCluster(List.of(attempt), 0));
        }
        for (Attempt second : attempts(2)) {
            runs.addAll(withCluster(List.of(gone(1), second), 0));
        }
        runs.addAll(withCluster(List.of(gone(1), gone(2)), 1));
        runs.addAll(withCluster(List.of(gone(1)), DeciderSpace.POLICY.maxLaunches() - 1));
        runs.add(publishing(Run.Kind.TRANSFORM, List.of(gone(1)), DeciderSpace.WHOLE));
        kindsOfOutcomes().forEach(outcome -> runs.add(run(new RunState.Ended(outcome), List.of(gone(1)), 0)));
        outcomes().stream()
                .filter(outcome -> outcome.status() == Outcome.Status.REJECTED)
                .forEach(outcome -> runs.add(run(new RunState.Ended(outcome), List.of(), 0)));
        for (Run.Kind kind : Run.Kind.values()) {
            if (kind != Run.Kind.TRANSFORM) {
                runs.addAll(withoutCluster(kind));
            }
        }
        return runs;
    }

    private static List<Run> withCluster(List<Attempt> attempts, int earlierLaunches) {
        List<Run> runs = new ArrayList<>();
        Attempt last = attempts.get(attempts.size() - 1);
        if (last.goneAt().isEmpty()) {
            runs.add(run(new RunState.Launching(), attempts, earlierLaunches));
        }
        if (last.goneAt().isEmpty() && last.clusterId().isPresent()) {
            runs.add(run(new RunState.Running(STEP_STARTED), attempts, earlierLaunches));
        }
        kindsOfOutcomes().forEach(outcome -> runs.add(run(new RunState.Ending(outcome), attempts, earlierLaunches)));
        return runs;
    }

    /** What publishes an earlier run's output, until it is over. */
    private static List<Run> withoutCluster(Run.Kind kind) {
        Generation made = kind == Run.Kind.APPROVAL ? DeciderSpace.SHRUNK : DeciderSpace.MADE;
        Run publishing = publishing(kind, List.of(), made);
        List<Run> runs = new ArrayList<>(List.of(publishing));
        for (Outcome outcome : List.of(
                Outcome.SUCCEEDED,
                Outcome.failed(FailureReason.fatal(FailureReason.Code.PUBLISH_REFUSED, "not ours")))) {
            runs.add(publishing.with(new RunState.Ending(outcome)));
            runs.add(publishing.with(new RunState.Ended(outcome)));
        }
        return runs;
    }

    /** One whose cluster nobody knows of yet and one whose cluster is gone. */
    static List<Run> oneInEachState() {
        Map<String, Run> first = new LinkedHashMap<>();
        for (Run run : all()) {
            boolean gone =
                    run.attempts().stream().allMatch(attempt -> attempt.goneAt().isPresent());
            first.putIfAbsent(run.state().name() + gone, run);
            first.putIfAbsent(run.state().name() + retryable(run) + gone, run);
        }
        return List.copyOf(first.values());
    }

    private static boolean retryable(Run run) {
        return run.state() instanceof RunState.Ending ending && ending.outcome().retryable();
    }

    static Run failed() {
        List<Outcome> outcomes = outcomes();
        return run(new RunState.Ended(outcomes.get(outcomes.size() - 1)), List.of(gone(1)), 0);
    }

    static List<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>(List.of(
                Outcome.SUCCEEDED,
                Outcome.held(FailureReason.fatal(FailureReason.Code.MAX_SHRINK, "shrunk")),
                Outcome.held(FailureReason.fatal(FailureReason.Code.INPUT_REMOVED, "removed")),
                Outcome.rejected(FailureReason.fatal(FailureReason.Code.RUN_BUDGET, "dear")),
                Outcome.rejected(FailureReason.retryable(FailureReason.Code.DAY_BUDGET, "dear today")),
                new Outcome(
                        Outcome.Status.CANCELLED,
                        Optional.of(FailureReason.fatal(FailureReason.Code.CANCELLED, "ada said cancel")))));
        for (FailureReason.Code code : FailureReason.Code.values()) {
            outcomes.add(Outcome.failed(FailureReason.fatal(code, "broken")));
            outcomes.add(Outcome.failed(FailureReason.retryable(code, "broken")));
        }
        return outcomes;
    }

    /** One of each that decisions tell apart. */
    static List<Outcome> kindsOfOutcomes() {
        List<Outcome> kinds = new ArrayList<>(outcomes().subList(0, 2));
        kinds.add(outcomes().get(5));
        kinds.add(Outcome.failed(FailureReason.fatal(FailureReason.Code.STEP_FAILED, "broken")));
        for (FailureReason.Code code : List.of(
                FailureReason.Code.NO_CAPACITY,
                FailureReason.Code.LAUNCH_LOST,
                FailureReason.Code.LAUNCH_REFUSED,
                FailureReason.Code.CLUSTER_LOST)) {
            kinds.add(Outcome.failed(FailureReason.retryable(code, "broken")));
        }
        return kinds;
    }

    private static Attempt gone(int number) {
        List<Attempt> all = attempts(number);
        return all.get(all.size() - 1);
    }

    private static List<Attempt> attempts(int number) {
        Instant intent = DeciderSpace.INTENT;
        RunPolicy policy = DeciderSpace.POLICY;
        Attempt asked = new Attempt(
                number,
                "mayfly/test/shop/r1/a" + number,
                "small",
                FallbackLevel.AS_ASKED,
                Optional.of("sha"),
                intent,
                intent.plus(policy.launchDeadline()),
                intent.plus(policy.untilAbsoluteDeadline(Duration.ofMinutes(45))),
                DeciderSpace.RATE,
                Usd.of("0.67"),
                AttemptStatus.UNKNOWN,
                Optional.of(Usd.of("0.15")),
                Usd.ZERO);
        AttemptStatus onCluster = AttemptStatus.UNKNOWN.onCluster("j-1");
        return List.of(
                asked,
                asked.with(onCluster),
                asked.with(onCluster.scheduled()),
                asked.with(AttemptStatus.UNKNOWN.gone(AttemptStatus.REFUSED, "throttled", intent, Usd.ZERO)),
                asked.with(AttemptStatus.UNKNOWN.gone("NEVER_SEEN", "", intent, Usd.of("0.67"))),
                asked.with(onCluster.gone("TERMINATED", "done", intent, Usd.of("0.01"))));
    }

    private static Run publishing(Run.Kind kind, List<Attempt> attempts, Generation made) {
        return run(kind, new RunState.Publishing(made, PublishCursor.START), attempts, 0)
                .withGeneration(made);
    }

    private static Run run(RunState state, List<Attempt> attempts, int earlierLaunches) {
        return run(Run.Kind.TRANSFORM, state, attempts, earlierLaunches);
    }

    private static Run run(Run.Kind kind, RunState state, List<Attempt> attempts, int earlierLaunches) {
        return new Run(
                "r1",
                kind,
                "shop",
                "new",
                "definition",
                "job",
                state,
                attempts,
                Usd.of("5"),
                earlierLaunches,
                DeciderSpace.INTENT,
                Optional.empty(),
                List.of());
    }

    private DeciderRuns() {}
}
