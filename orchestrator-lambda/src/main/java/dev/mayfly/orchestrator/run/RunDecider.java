package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to do next about one dataset from what is known and what was seen: the same arguments give the same
 * decision, whatever woke us.
 */
public final class RunDecider {
    private final RunPolicy policy;

    public RunDecider(RunPolicy policy) {
        this.policy = policy;
    }

    /** All that stands in the way of a run now, a sentence each. */
    public List<String> obstacles(Terms terms, DatasetState head, Observation seen, Instant now) {
        return new Blockers(new DecisionContext(policy, terms, head, seen, now)).all();
    }

    /** What a dataset without a run in hand waits for before one starts by itself, in a sentence; nobody asks for anything here. */
    public String awaited(Terms terms, DatasetState head, Observation seen, Instant now) {
        return new IdleDecisions(new DecisionContext(policy, terms, head, seen.withoutAsk(), now)).awaited();
    }

    /** When a run that starts now has ended, whatever it does. */
    public Instant endOfARun(Terms terms, Instant now) {
        return now.plus(policy.untilAbsoluteDeadline(terms.maxDuration()));
    }

    /** The next decision; every {@link Decision.Save} brings the dataset closer to rest. */
    public Decision decide(Terms terms, DatasetState head, Observation seen, Instant now) {
        DecisionContext look = new DecisionContext(policy, terms, head, seen, now);
        Optional<Decision> asked = seen.ask().flatMap(ask -> new CommandDecisions(look, ask).decide());
        if (asked.isPresent()) {
            return asked.get();
        }
        if (head.run().isEmpty()) {
            return new IdleDecisions(look).decide();
        }
        return head.run().get().state().match(new RunState.Cases<>() {
            @Override
            public Decision launching(RunState.Launching state) {
                return new LaunchingDecisions(look).decide();
            }

            @Override
            public Decision running(RunState.Running state) {
                return new RunningDecisions(look).decide(state);
            }

            @Override
            public Decision publishing(RunState.Publishing state) {
                return new PublishingDecisions(look).decide(state);
            }

            @Override
            public Decision ending(RunState.Ending state) {
                return new EndingDecisions(look).decide(state);
            }

            @Override
            public Decision ended(RunState.Ended state) {
                return new EndingDecisions(look).announce(state);
            }
        });
    }
}
