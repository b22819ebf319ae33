package dev.mayfly.orchestrator.run;

import java.util.Optional;

/** How a run ended; every status but SUCCEEDED has a reason. */
public record Outcome(Status status, Optional<FailureReason> reason) {
    /** Stored: add, never rename. */
    public enum Status {
        SUCCEEDED,
        FAILED,
        CANCELLED,
        REJECTED,
        HELD
    }

    public static final Outcome SUCCEEDED = new Outcome(Status.SUCCEEDED, Optional.empty());

    public Outcome {
        if ((status == Status.SUCCEEDED) == reason.isPresent()) {
            throw new IllegalArgumentException(
                    "%s with the reason %s: all but SUCCEEDED have one".formatted(status, reason));
        }
    }

    public static Outcome failed(FailureReason reason) {
        return new Outcome(Status.FAILED, Optional.of(reason));
    }

    static Outcome held(FailureReason reason) {
        return new Outcome(Status.HELD, Optional.of(reason));
    }

    public static Outcome rejected(FailureReason reason) {
        return new Outcome(Status.REJECTED, Optional.of(reason));
    }

    public boolean retryable() {
        return reason.map(FailureReason::retryable).orElse(false);
    }

    Outcome withReason(java.util.function.UnaryOperator<FailureReason> change) {
        return new Outcome(status, reason.map(change));
    }
}
