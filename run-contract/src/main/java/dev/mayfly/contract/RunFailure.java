package dev.mayfly.contract;

/** Why a driver gave up, in its own words: what went wrong and what would be right, for a person to act on. */
public record RunFailure(String runId, int attempt, Cause cause, String message) {
    /** Stored: add, never rename. */
    public enum Cause {
        /** A file cannot be read as its table: a missing column, not a CSV, nothing in it. */
        BAD_INPUT,
        /** More rows were rejected than the table's owner allows. */
        TOO_MANY_REJECTED,
        /** An input is gone, or is not the one that the plan pins. */
        INPUT_CHANGED,
        /** The layout makes more partitions than allowed. */
        TOO_MANY_PARTITIONS,
        /** The driver's own deadline has passed. */
        DEADLINE,
        /** Anything else; the step's log has the rest. */
        INTERNAL
    }

    public RunFailure {
        Guards.present("run id", runId);
        Guards.positive("attempt", attempt);
        Guards.present("cause", cause);
        Guards.present("message", message);
    }
}
