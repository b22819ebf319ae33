package dev.mayfly.orchestrator.run;

/** Whether a failed step's log has reached S3. */
public sealed interface LogSight {
    /** Nobody looked. */
    record NotLooked() implements LogSight {}

    /** Nothing ran that writes one. */
    record NoneWritten() implements LogSight {}

    /** It is not there yet. */
    record NotYet() implements LogSight {}

    /** It is there. */
    record Found(StepLog log) implements LogSight {}
}
