package dev.mayfly.job.failure;

import dev.mayfly.contract.RunFailure.Cause;

/** Ends the step for a reason that a person can act on; its message is the one that the run's record will show. */
public final class StepFailure extends RuntimeException implements DisclosableMessage {
    private final Cause reason;

    public StepFailure(Cause reason, String message) {
        super(message);
        this.reason = reason;
    }

    public StepFailure(Cause reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Cause reason() {
        return reason;
    }
}
