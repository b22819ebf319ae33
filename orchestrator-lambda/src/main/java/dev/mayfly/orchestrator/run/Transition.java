package dev.mayfly.orchestrator.run;

import java.time.Instant;

/** One step of a run's history: when it came to a state, why, and which invocation wrote it. */
public record Transition(Instant at, String state, String cause, String invocation) {
    public Transition {
        cause = TextLimits.remark(cause);
    }
}
