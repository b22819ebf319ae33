package dev.mayfly.orchestrator.run;

import java.util.List;
import java.util.Optional;

/** What a person's word changes, before anything else is looked at; a word that asks for a run is for the idle state. */
final class CommandDecisions {
    /** The head has to stay small. */
    private static final int MOST_PINS = 10;

    private final DecisionContext look;
    private final UserCommand ask;

    CommandDecisions(DecisionContext look, UserCommand ask) {
        this.look = look;
        this.ask = ask;
    }

    /** What to do at once; nothing where the word has no more to say. */
    Optional<Decision> decide() {
        return switch (ask.verb()) {
            case CANCEL -> Optional.of(cancel());
            case HOLD -> Optional.of(hold());
            case RELEASE -> Optional.of(release());
            case ROLLBACK -> look.head().run().isEmpty() ? Optional.of(rollback()) : oneAtATime();
            case PIN -> look.head().run().isEmpty() ? Optional.of(pin()) : oneAtATime();
            case UNPIN -> pinning() ? oneAtATime() : Optional.of(unpin());
            case AUDIT -> oneAtATime().or(() -> Optional.of(audit()));
            case RUN, RERUN, APPROVE -> oneAtATime();
        };
    }

    /** A run that has ended and is still being told of is no reason to refuse: the word comes after it. */
    private Optional<Decision> oneAtATime() {
        return look.head()
                .run()
                .filter(run -> !(run.state() instanceof RunState.Ended))
                .map(run -> new Decision.Wait("run %s is %s; one run at a time: wait for it, or cancel it first"
                        .formatted(run.id(), run.state().name())));
    }

    private Decision cancel() {
        if (look.head().run().isEmpty()) {
            return park();
        }
        RunState state = look.run().state();
        if (state instanceof RunState.Launching || state instanceof RunState.Running) {
            return look.enter(new RunState.Ending(cancelled()), ask.describe(), new Action.Terminate());
        }
        if (state instanceof RunState.Ending ending && ending.outcome().retryable()) {
            return look.enter(new RunState.Ending(cancelled()), ask.describe(), new Action.None());
        }
        return new Decision.Wait(
                state instanceof RunState.Publishing
                        ? "run %s is publishing, which only goes forward: say rollback when it is done"
                                .formatted(look.run().id())
                        : "run %s is %s already".formatted(look.run().id(), state.name()));
    }

    private Outcome cancelled() {
        return new Outcome(
                Outcome.Status.CANCELLED,
                Optional.of(FailureReason.fatal(FailureReason.Code.CANCELLED, ask.describe())));
    }

    /** With nothing in hand there may still be a run that is to be tried again. */
    private Decision park() {
        return look.head()
                .attended()
                .filter(attended -> attended.outcome().retryable())
                .<Decision>map(attended ->
                        new Decision.Save(look.head().withAttended(attended.parked(ask.describe())), new Action.None()))
                .orElse(new Decision.Wait("No active run to cancel."));
    }

    private Decision hold() {
        DatasetState.Held hold = DatasetState.Held.hold(ask.by(), ask.reason(), look.now());
        return look.head()
                .held()
                .filter(hold::sameCommand)
                .<Decision>map(held -> new Decision.Wait("held " + held.describe()))
                .orElseGet(() -> new Decision.Save(look.head().withHeld(Optional.of(hold)), new Action.None()));
    }

    private Decision release() {
        return look.head().held().isEmpty()
                ? new Decision.Wait("nobody holds dataset " + look.terms().dataset())
                // Nobody looked at the files while it was held: when they fell quiet is waited for anew.
                : new Decision.Save(look.head().withHeld(Optional.empty()).withoutSeen(), new Action.None());
    }

    private Decision rollback() {
        List<Generation> kept = look.head().published();
        Optional<DatasetState.Held> done = kept.stream()
                .limit(1)
                .map(Generation::runId)
                .filter(shown -> ask.to().map(shown::equals).orElse(true))
                .map(this::rollbackTo)
                .flatMap(repeated -> look.head().held().filter(repeated::sameCommand).stream())
                .findFirst();
        if (done.isPresent()) {
            return new Decision.Wait(
                    "The rollback was done already: held %s. To go further back, name the run, or give another reason."
                            .formatted(done.get().describe()));
        }
        Optional<Generation> target = ask.to().isPresent()
                ? kept.stream()
                        .filter(made -> made.runId().equals(ask.to().get()))
                        .findFirst()
                : before(kept);
        if (target.isEmpty()) {
            return new Decision.Wait("there is no generation %s to go back to; kept are %s"
                    .formatted(
                            ask.to().orElse("before the present one"),
                            kept.stream().map(Generation::runId).toList()));
        }
        Run run = Run.publishing(Run.Kind.ROLLBACK, look, target.get(), ask.describe());
        return new Decision.Save(
                look.head()
                        .withHeld(Optional.of(rollbackTo(target.get().runId())))
                        .withRun(run),
                new Action.None());
    }

    private DatasetState.Held rollbackTo(String runId) {
        return DatasetState.Held.rollback(ask.by(), ask.reason(), look.now(), runId);
    }

    /**
     * What readers saw before what is shown, in the order in which they saw it: what was gone back from stands behind what was gone
     * back to. It is older as well, or the next word would go forward again; ids sort by time.
     */
    private static Optional<Generation> before(List<Generation> kept) {
        return kept.stream()
                .skip(1)
                .filter(made -> made.runId().compareTo(kept.get(0).runId()) < 0)
                .findFirst();
    }

    /** The generation that was asked for, else the present one. */
    private Decision pin() {
        List<Generation> kept = look.head().published();
        Optional<Generation> target = kept.stream()
                .filter(made -> made.runId().equals(ask.to().orElse(made.runId())))
                .findFirst();
        if (target.isEmpty()) {
            return new Decision.Wait("there is no generation %s to pin; kept are %s"
                    .formatted(
                            ask.to().orElse("at all"),
                            kept.stream().map(Generation::runId).toList()));
        }
        Generation made = target.get();
        if (!look.head().pins(made) && look.head().pinned().size() >= MOST_PINS) {
            return new Decision.Wait("%d generations are pinned, and no more can be: unpin one of %s"
                    .formatted(MOST_PINS, look.head().pinned()));
        }
        // It is pinned once it can be read by its name; until then nothing is taken away, since a run is in hand.
        Run run = Run.publishing(Run.Kind.PIN, look, made, ask.describe());
        return new Decision.Save(look.head().withRun(run), new Action.None());
    }

    private boolean pinning() {
        return look.head()
                .run()
                .filter(run -> run.kind() == Run.Kind.PIN && run.state() instanceof RunState.Publishing)
                .isPresent();
    }

    private Decision audit() {
        if (look.head().published().isEmpty()) {
            return new Decision.Wait("nothing was published yet that the catalog could be compared with");
        }
        DriftCheck audit = look.head().audit();
        if (audit.due().isEmpty()) {
            return new Decision.Wait(
                    "the last publication was refused and queries may return a part of it: run `rerun`, or `rollback` to the run that they should see");
        }
        return new Decision.Save(look.head().withAudit(audit.askedFor(ask.describe(), look.now())), new Action.None());
    }

    private Decision unpin() {
        List<String> pinned = look.head().pinned();
        Optional<String> target = ask.to().isPresent()
                ? ask.to().filter(pinned::contains)
                : pinned.stream().limit(pinned.size() == 1 ? 1 : 0).findFirst();
        return target.<Decision>map(run -> new Decision.Save(
                        look.head().withoutPin(run, look.policy().kept(), look.now()), new Action.None()))
                .orElseGet(() -> new Decision.Wait("%s is not pinned; pinned are %s"
                        .formatted(ask.to().orElse("which to let go is not said, and one alone"), pinned)));
    }
}
