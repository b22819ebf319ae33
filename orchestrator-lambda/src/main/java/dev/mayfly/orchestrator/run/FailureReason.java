package dev.mayfly.orchestrator.run;

import java.util.List;

/**
 * Why a run did not succeed, for a person to act on; {@code retryable} failures are tried again without one.
 * {@code excerpt} holds the lines of the step's log that tell most, or nothing.
 */
public record FailureReason(Code code, String message, boolean retryable, List<String> excerpt) {
    /** Stored: add, never rename. */
    public enum Code {
        LAUNCH_REFUSED,
        LAUNCH_LOST,
        LAUNCH_DEADLINE,
        BOOTSTRAP_FAILED,
        CLUSTER_LOST,
        RUN_DEADLINE,
        STEP_FAILED,
        BAD_INPUT,
        INPUT_CHANGED,
        TOO_MANY_REJECTED,
        TOO_MANY_PARTITIONS,
        NO_MANIFEST,
        OUTPUT_UNVERIFIED,
        PUBLISH_REFUSED,
        RUN_BUDGET,
        DAY_BUDGET,
        UNPRICED,
        CANCELLED,
        NO_CAPACITY,
        MAX_SHRINK,
        INPUT_REMOVED,
        QUOTA_EXCEEDED
    }

    public FailureReason {
        message = TextLimits.message(message);
        excerpt = List.copyOf(excerpt);
    }

    public static FailureReason fatal(Code code, String message) {
        return new FailureReason(code, message, false, List.of());
    }

    public static FailureReason retryable(Code code, String message) {
        return new FailureReason(code, message, true, List.of());
    }

    /** A smaller cluster may be allowed at once; the same one only after a person acted. */
    static FailureReason quotaExceeded(String words) {
        return retryable(
                Code.QUOTA_EXCEEDED,
                "The account's quota does not allow this cluster: %s. Raise the quota, or choose a smaller template."
                        .formatted(words));
    }

    FailureReason asFatal() {
        return new FailureReason(code, message, false, excerpt);
    }

    FailureReason and(String more) {
        return new FailureReason(code, message + "; " + more, retryable, excerpt);
    }

    FailureReason withLog(StepLog log) {
        // Where the step said itself what is wrong, the log explains nothing.
        boolean explains = code == Code.STEP_FAILED && !log.likelyCause().isEmpty();
        String because = ": " + log.likelyCause();
        String told =
                explains ? TextLimits.truncate(message, TextLimits.MESSAGE - because.length()) + because : message;
        return new FailureReason(code, told, retryable, log.excerpt());
    }
}
