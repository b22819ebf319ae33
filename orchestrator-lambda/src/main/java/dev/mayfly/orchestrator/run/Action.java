package dev.mayfly.orchestrator.run;

/** What the shell does to the world once the head says so. */
public sealed interface Action {
    /** Nothing; look again. */
    record None() implements Action {}

    /**
     * Send RunJobFlow for the run's latest attempt, once; {@code restless} inputs have not been quiet for as long as they
     * should and may change again before the step reads them.
     */
    record Launch(boolean restless) implements Action {}

    /** Have the latest attempt's cluster ended at its absolute deadline without any code of ours. */
    record ScheduleDeadline() implements Action {}

    /** Take the latest attempt away from any driver that has not claimed it. */
    record Revoke() implements Action {}

    /** Tell the latest attempt's cluster to stop. */
    record Terminate() implements Action {}

    /** Bring the catalog to the run's generation. */
    record Publish() implements Action {}

    /** Keep the run's record and send its notice. */
    record Announce() implements Action {}
}
