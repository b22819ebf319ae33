package dev.mayfly.orchestrator.run;

/** Whether a failed step's log has reached S3. */
public sealed interface LogStatus {
    /** Nobody looked. */
    record NotObserved() implements LogStatus {}

    /** Nothing ran that writes one. */
    record NoneWritten() implements LogStatus {}

    /** It is not there yet. */
    record NotYet() implements LogStatus {}

    /** It is there. */
    record Found(StepLog log) implements LogStatus {}
}
