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
        if (look.seen().answer() instanceof Answer.PublishPaused paused) {
            return look.acts()
                    ? new Decision.Save(look.head().withoutActor(), new Action.None())
                    : new Decision.Rest("publishing goes on at the next look: " + paused.why());
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
            return new Decision.Save(
                    look.head().withoutActor().withPublished(state.generation()).withRun(published), after());
        }
        if (look.seen().answer() instanceof Answer.PublishRefused refused) {
            FailureReason reason = FailureReason.fatal(FailureReason.Code.PUBLISH_REFUSED, refused.why());
            Run ending = look.run()
                    .enter(
                            new RunState.Ending(Outcome.failed(reason)),
                            look.now(),
                            refused.why(),
                            look.seen().invocation());
            return new Decision.Save(look.head().withoutActor().withRun(ending), after());
        }
        return new Decision.Act(new Action.Publish());
    }

    /** The cluster ends by itself after its step; told to, it ends sooner. */
    private Action after() {
        return look.run().attempts().isEmpty() ? new Action.None() : new Action.Terminate();
    }
}
