package dev.mayfly.orchestrator.run;

import java.util.Optional;

/** What became of the action taken just before, in the same invocation. */
public sealed interface ActionResult {
    /** No action was taken. */
    record None() implements ActionResult {}

    /** EMR accepted the cluster. */
    record Launched(String clusterId) implements ActionResult {}

    /** EMR refused; nothing was created. */
    record LaunchRefused(String why, Refusal refusal) implements ActionResult {}

    /** Why EMR refused a launch, as far as the next action depends on it. */
    enum Refusal {
        /** Too many requests: the same one may be accepted later. */
        THROTTLED,
        /** The account's quota does not allow such a cluster. */
        QUOTA,
        /** What was asked for is not offered or not free where it was asked for. */
        CAPACITY,
        /** The request itself is wrong, or not permitted. */
        INVALID
    }

    /** Nobody knows whether it happened; the next look tells. */
    record Ambiguous(String why) implements ActionResult {}

    /** The one-time schedule stands. */
    record DeadlineScheduled() implements ActionResult {}

    /** The claim is settled: revoked by us, or held by a driver on that cluster. */
    record ClaimSettled(Optional<String> driverOnCluster) implements ActionResult {}

    /** Confirmed so far; there is more. */
    record PublishProgress(PublishCursor cursor) implements ActionResult {}

    /** Every partition is confirmed. */
    record Published() implements ActionResult {}

    /** Time ran out or the catalog was slow; the rest is for the next look. */
    record PublishPaused(String why) implements ActionResult {}

    /** Only a person can take away what stands in the way; it is tried again for a while, and then refused. */
    record PublishBlocked(String why) implements ActionResult {}

    /** The catalog cannot take this generation without a person's word. */
    record PublishRefused(String why) implements ActionResult {}

    /** The catalog shows what it should so far; there is more to compare. */
    record ComparedUpTo(PublishCursor cursor) implements ActionResult {}

    /** The catalog shows exactly what it should. */
    record InSync() implements ActionResult {}

    /** The catalog shows something else; {@code mendable} unless a guard forbids to write over it. */
    record Differs(String what, boolean mendable) implements ActionResult {
        private static final int LONGEST = 400;

        public Differs {
            what = TextLimits.truncate(what, LONGEST);
        }
    }

    /** Nobody can tell now what the catalog shows. */
    record CompareFailed(String why) implements ActionResult {}

    /** The clusters were told to stop. */
    record TerminationRequested() implements ActionResult {}

    /** Nothing is left of what an attempt wrote, or nothing of which it is certain. */
    record Discarded(DatasetState.DeletableOutput what) implements ActionResult {}

    /** The record is kept and the notice sent. */
    record Announced() implements ActionResult {}
}
