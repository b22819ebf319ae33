package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Brings the catalog to a verified generation, by one invocation at a time, forward only. */
final class PublishingDecisions {
    private static final Duration LONGEST_BLOCKED = Duration.ofHours(1);
    private final DecisionContext look;

    PublishingDecisions(DecisionContext look) {
        this.look = look;
    }

    Decision decide(RunState.Publishing state) {
        Optional<String> other = look.otherActor();
        if (other.isPresent()) {
            return new Decision.Wait("publishing: " + other.get());
        }
        Optional<String> paused = paused();
        if (paused.isPresent()) {
            return look.acts()
                    ? new Decision.Save(look.head().withoutActor(), new Action.None())
                    : new Decision.Wait("publishing goes on at the next look: " + paused.get());
        }
        if (!look.acts()) {
            return new Decision.Save(look.takenOver(), new Action.Publish());
        }
        if (look.seen().answer() instanceof ActionResult.PublishProgress upTo
                && !upTo.cursor().equals(state.cursor())) {
            Run further = look.run().with(new RunState.Publishing(state.generation(), upTo.cursor()));
            return new Decision.Save(look.takenOver().withRun(further), new Action.Publish());
        }
        if (look.seen().answer() instanceof ActionResult.Published) {
            Run published = look.run()
                    .enter(
                            new RunState.Ending(Outcome.SUCCEEDED),
                            look.now(),
                            "every partition is confirmed",
                            look.seen().invocation());
            return new Decision.Save(shown(state.generation()).withoutActor().withRun(published), after());
        }
        Optional<String> refused = refused();
        if (refused.isPresent()) {
            FailureReason reason = FailureReason.fatal(FailureReason.Code.PUBLISH_REFUSED, refused.get());
            Run ending = look.run()
                    .enter(
                            new RunState.Ending(Outcome.failed(reason)),
                            look.now(),
                            reason.message(),
                            look.seen().invocation());
            return new Decision.Save(afterRefusal().withoutActor().withRun(ending), after());
        }
        return new Decision.Act(new Action.Publish());
    }

    /** A pin changes nothing for those who ask the tables by their own names. */
    private DatasetState shown(Generation generation) {
        if (look.run().kind() == Run.Kind.PIN) {
            return look.head().pins(generation) ? look.head() : look.head().withPin(generation);
        }
        return look.head()
                .withPublished(generation, look.policy().kept(), look.now())
                .withAudit(audited(DriftCheck.Result.REPAIRED, look.policy().auditAfter()));
    }

    /**
     * What is refused half way leaves readers with something that only a person can name right; a repair is tried again. Who reads
     * what was pinned before goes on doing so.
     */
    private DatasetState afterRefusal() {
        return switch (look.run().kind()) {
            case PIN -> look.head();
            case REPAIR ->
                look.head()
                        .withAudit(
                                audited(DriftCheck.Result.REFUSED, look.policy().auditEvery()));
            case TRANSFORM, APPROVAL, ROLLBACK ->
                look.head().withAudit(look.head().audit().resting());
        };
    }

    private DriftCheck audited(DriftCheck.Result result, Duration wait) {
        DriftCheck audit = look.head().audit();
        Instant next = look.now().plus(wait);
        return look.run().kind() == Run.Kind.REPAIR
                ? audit.again(next, new DriftCheck.Last(look.now(), result, found()))
                : audit.again(next);
    }

    /** What the audit said that began this. */
    private String found() {
        return look.run().history().stream().findFirst().map(Transition::cause).orElse("");
    }

    private Optional<String> refused() {
        if (look.seen().answer() instanceof ActionResult.PublishRefused refused) {
            return Optional.of(refused.why());
        }
        return look.seen().answer() instanceof ActionResult.PublishBlocked blocked
                ? Optional.of("%s, for more than %s: fix it, then run `%s`"
                        .formatted(
                                blocked.why(),
                                LONGEST_BLOCKED,
                                look.run().kind().retryCommand().word()))
                : Optional.empty();
    }

    /** A person who edits a definition has some time for it, and a run is not for ever in the way of the next. */
    private boolean stillWaits() {
        List<Transition> history = look.run().history();
        Instant since = history.isEmpty()
                ? look.run().startedAt()
                : history.get(history.size() - 1).at();
        return look.now().isBefore(since.plus(LONGEST_BLOCKED));
    }

    /** Why it is not to be tried again in this look; an error that nobody foresaw is no reason to try at once. */
    private Optional<String> paused() {
        if (look.seen().answer() instanceof ActionResult.PublishPaused paused) {
            return Optional.of(paused.why());
        }
        if (look.seen().answer() instanceof ActionResult.PublishBlocked blocked && stillWaits()) {
            return Optional.of(blocked.why());
        }
        return look.seen().answer() instanceof ActionResult.Ambiguous unforeseen
                ? Optional.of(unforeseen.why())
                : Optional.empty();
    }

    /** The cluster ends by itself after its step; told to, it ends sooner. */
    private Action after() {
        return look.run().attempts().isEmpty() ? new Action.None() : new Action.Terminate();
    }
}
