package dev.mayfly.orchestrator.run;

import java.util.Optional;

/** Brings the catalog to a verified generation, by one invocation at a time, forward only. */
final class PublishingDecisions {
    private final Look look;

    PublishingDecisions(Look look) {
        this.look = look;
    }

    Decision decide(RunState.Publishing state) {
        Optional<String> other = look.otherActor();
        if (other.isPresent()) {
            return new Decision.Rest("publishing: " + other.get());
        }
        Optional<String> paused = paused();
        if (paused.isPresent()) {
            return look.acts()
                    ? new Decision.Save(look.head().withoutActor(), new Action.None())
                    : new Decision.Rest("publishing goes on at the next look: " + paused.get());
        }
        if (!look.acts()) {
            return new Decision.Save(look.takenOver(), new Action.Publish());
        }
        if (look.seen().answer() instanceof Answer.PublishedUpTo upTo
                && !upTo.cursor().equals(state.cursor())) {
            Run further = look.run().with(new RunState.Publishing(state.generation(), upTo.cursor()));
            return new Decision.Save(look.takenOver().withRun(further), new Action.Publish());
        }
        if (look.seen().answer() instanceof Answer.Published) {
            Run published = look.run()
                    .enter(
                            new RunState.Ending(Outcome.SUCCEEDED),
                            look.now(),
                            "every partition is confirmed",
                            look.seen().invocation());
            return new Decision.Save(shown(state.generation()).withoutActor().withRun(published), after());
        }
        if (look.seen().answer() instanceof Answer.PublishRefused refused) {
            FailureReason reason = FailureReason.fatal(FailureReason.Code.PUBLISH_REFUSED, refused.why());
            Run ending = look.run()
                    .enter(
                            new RunState.Ending(Outcome.failed(reason)),
                            look.now(),
                            refused.why(),
                            look.seen().invocation());
            return new Decision.Save(refused(state.generation()).withoutActor().withRun(ending), after());
        }
        return new Decision.Act(new Action.Publish());
    }

    /** A pin changes nothing for those who ask the tables by their own names. */
    private Head shown(Generation generation) {
        return look.run().kind() == Run.Kind.PIN
                ? look.head()
                : look.head().withPublished(generation, look.policy().kept(), look.now());
    }

    private Head refused(Generation generation) {
        return look.run().kind() == Run.Kind.PIN
                ? look.head().withoutPin(generation.runId(), look.policy().kept(), look.now())
                : look.head();
    }

    /** Why it is not to be tried again in this look; an error that nobody foresaw is no reason to try at once. */
    private Optional<String> paused() {
        if (look.seen().answer() instanceof Answer.PublishPaused paused) {
            return Optional.of(paused.why());
        }
        return look.seen().answer() instanceof Answer.Ambiguous unforeseen
                ? Optional.of(unforeseen.why())
                : Optional.empty();
    }

    /** The cluster ends by itself after its step; told to, it ends sooner. */
    private Action after() {
        return look.run().attempts().isEmpty() ? new Action.None() : new Action.Terminate();
    }
}
