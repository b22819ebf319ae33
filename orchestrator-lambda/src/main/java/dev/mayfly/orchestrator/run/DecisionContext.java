package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/** The arguments of one decision, and the moves that all states share. */
record DecisionContext(RunPolicy policy, Terms terms, DatasetState head, Observation seen, Instant now) {
    Run run() {
        return head.run().orElseThrow();
    }

    Decision save(Run run, Action action) {
        return new Decision.Save(head.withRun(run), action);
    }

    Decision enter(Run run, RunState next, String cause, Action action) {
        return save(run.enter(next, now, cause, seen.invocation()), action);
    }

    Decision enter(RunState next, String cause, Action action) {
        return enter(run(), next, cause, action);
    }

    /** On the way out with a failure: the cluster is told to stop, and watched. */
    Decision fail(FailureReason reason) {
        return enter(new RunState.Ending(Outcome.failed(reason)), reason.message(), new Action.Terminate());
    }

    /** Whether another invocation is at work here and has time left. */
    Optional<String> otherActor() {
        return head.actor()
                .filter(actor -> !actor.invocation().equals(seen.invocation()) && now.isBefore(actor.until()))
                .map(actor -> "invocation %s is at it until %s".formatted(actor.invocation(), actor.until()));
    }

    boolean acts() {
        return head.actor()
                .map(actor -> actor.invocation().equals(seen.invocation()))
                .orElse(false);
    }

    DatasetState takenOver() {
        return head.withActor(new DatasetState.Lease(seen.invocation(), now.plus(policy.actorLease())));
    }
}
