package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run in hand, or as it is kept when it is over. No attempt where it was rejected before any, or publishes an earlier one's output. */
public record Run(
        String id,
        Kind kind,
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

    /** What a run is for. Stored: add, never rename. */
    public enum Kind {
        /** Files to tables. */
        TRANSFORM,
        /** A generation that a guard held back is published after all. */
        APPROVAL,
        /** An earlier generation is published again. */
        ROLLBACK,
        /** A generation gets tables and views of its own, which readers ask by its name. */
        PIN,
        /** The present generation is published again, since an audit found that the catalog shows something else. */
        REPAIR;

        /** What a person says to have it tried again, once what stood in its way is mended. */
        public UserCommand.Verb retryCommand() {
            return switch (this) {
                case TRANSFORM, APPROVAL -> UserCommand.Verb.RERUN;
                case ROLLBACK -> UserCommand.Verb.ROLLBACK;
                case PIN -> UserCommand.Verb.PIN;
                case REPAIR -> UserCommand.Verb.AUDIT;
            };
        }
    }

    public Run {
        attempts = List.copyOf(attempts);
        history = List.copyOf(history);
    }

    /** A run that launches nothing: it publishes what an earlier one made. */
    static Run publishing(Kind kind, DecisionContext look, Generation made, String cause) {
        Optional<DatasetState.LastProcessed> attended = look.head().attended();
        return new Run(
                        look.seen().freshRunId(),
                        kind,
                        look.head().dataset(),
                        attended.map(DatasetState.LastProcessed::fingerprint).orElse(""),
                        attended.map(DatasetState.LastProcessed::definitionHash).orElse(""),
                        attended.map(DatasetState.LastProcessed::jobVersion).orElse(""),
                        new RunState.Launching(),
                        List.of(),
                        Usd.ZERO,
                        0,
                        look.now(),
                        Optional.of(made),
                        List.of())
                .enter(
                        new RunState.Publishing(made, PublishCursor.START),
                        look.now(),
                        cause,
                        look.seen().invocation());
    }

    /** Whether the inputs that are there have nothing to do with it. */
    boolean isOfOldInputs() {
        return kind == Kind.ROLLBACK || kind == Kind.PIN || kind == Kind.REPAIR;
    }

    /** The latest attempt; a run that launched nothing has none. */
    public Attempt attempt() {
        return attempts.get(attempts.size() - 1);
    }

    /** Launches for this fingerprint, this run's included; what EMR refused launched nothing. */
    public int launches() {
        return earlierLaunches
                + (int) attempts.stream().filter(attempt -> !attempt.refused()).count();
    }

    /** What the run has cost and may still cost. */
    public Usd committed() {
        return attempts.stream().map(Attempt::committed).reduce(Usd.ZERO, Usd::plus);
    }

    /** With what each attempt has cost up to now. */
    public Run accruedAt(Instant now) {
        List<Attempt> accrued =
                attempts.stream().map(attempt -> attempt.accruedAt(now)).toList();
        return with(state, accrued, generation, history);
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
        return with(state, all, generation, history);
    }

    Run withGeneration(Generation made) {
        return with(state, attempts, Optional.of(made), history);
    }

    /** The same run in a state that differs in nothing that history should know. */
    Run with(RunState same) {
        return with(same, attempts, generation, history);
    }

    Run enter(RunState next, Instant now, String cause, String invocation) {
        List<Transition> longer = new ArrayList<>(history);
        longer.add(new Transition(now, next.name(), cause, invocation));
        List<Transition> kept = longer.size() > KEPT_TRANSITIONS
                ? longer.subList(longer.size() - KEPT_TRANSITIONS, longer.size())
                : longer;
        return with(next, attempts, generation, kept).accruedAt(now);
    }

    /** All that changes of a run once it is there. */
    private Run with(
            RunState state, List<Attempt> attempts, Optional<Generation> generation, List<Transition> history) {
        return new Run(
                id,
                kind,
                dataset,
                fingerprint,
                definitionHash,
                jobVersion,
                state,
                attempts,
                budget,
                earlierLaunches,
                startedAt,
                generation,
                history);
    }
}
