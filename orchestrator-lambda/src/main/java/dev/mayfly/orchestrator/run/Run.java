package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run in hand, or as it is kept when it is over. At least one attempt unless it was rejected before any. */
public record Run(
        String id,
        String dataset,
        String fingerprint,
        String definitionHash,
        String jobVersion,
        RunState state,
        List<Attempt> attempts,
        Usd budget,
        int earlierLaunches,
        Instant startedAt,
        Optional<Generation> generation,
        List<Transition> history) {
    private static final int KEPT_TRANSITIONS = 100;

    public Run {
        attempts = List.copyOf(attempts);
        history = List.copyOf(history);
    }

    /** The latest attempt; a rejected run has none. */
    public Attempt attempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** Launches for this fingerprint, this run's included. */
    public int launches() {
        return earlierLaunches + attempts.size();
    }

    /** What the run has cost and may still cost. */
    public Usd committed() {
        return attempts.stream().map(Attempt::committed).reduce(Usd.ZERO, Usd::plus);
    }

    /** The name that stands in claims, plans, outputs and manifests of the latest attempt. */
    public String attemptName() {
        return attemptName(id, attempt().number());
    }

    public static String attemptName(String runId, int attempt) {
        return runId + "-a" + attempt;
    }

    public Run withAttempt(Attempt changed) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.removeIf(attempt -> attempt.number() == changed.number());
        all.add(changed);
        return new Run(
                id,
                dataset,
                fingerprint,
                definitionHash,
                jobVersion,
                state,
                all,
                budget,
                earlierLaunches,
                startedAt,
                generation,
                history);
    }

    Run withGeneration(Generation made) {
        return new Run(
                id,
                dataset,
                fingerprint,
                definitionHash,
                jobVersion,
                state,
                attempts,
                budget,
                earlierLaunches,
                startedAt,
                Optional.of(made),
                history);
    }

    Run enter(RunState next, Instant now, String cause, String invocation) {
        List<Transition> longer = new ArrayList<>(history);
        longer.add(new Transition(now, next.name(), cause, invocation));
        List<Transition> kept = longer.size() > KEPT_TRANSITIONS
                ? longer.subList(longer.size() - KEPT_TRANSITIONS, longer.size())
                : longer;
        return new Run(
                id,
                dataset,
                fingerprint,
                definitionHash,
                jobVersion,
                next,
                attempts,
                budget,
                earlierLaunches,
                startedAt,
                generation,
                kept);
    }
}
