package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/** What a look at an attempt's cluster showed. */
public sealed interface ClusterStatus {
    /** Nobody looked. */
    record NotObserved() implements ClusterStatus {}

    /** The look failed or was not finished; nothing may be concluded from it. */
    record Unknown(String why) implements ClusterStatus {}

    /** Every page was read, and no cluster bears the name. */
    record NotFound() implements ClusterStatus {}

    /** The cluster as EMR describes it; {@code reason} is EMR's own code and message. */
    record Found(
            String clusterId,
            String state,
            String reason,
            EndCause endCause,
            Optional<String> subnet,
            Instant createdAt,
            Optional<Instant> endedAt,
            Optional<Step> step)
            implements ClusterStatus {
        public boolean gone() {
            return state.startsWith("TERMINATED");
        }

        boolean starting() {
            return state.equals("STARTING");
        }

        public boolean onItsWayOut() {
            return state.startsWith("TERMINAT");
        }
    }

    /** Why a cluster ended, as far as the next action depends on it; EMR's own words stand beside it. */
    enum EndCause {
        /** EMR gave no reason, or one that is not known. */
        UNKNOWN,
        /** A subnet, zone or instance type had too little to give: others may have it. */
        CAPACITY,
        /** The account's quota does not allow it: other subnets do not help, a smaller cluster may. */
        QUOTA,
        /** A bootstrap action failed. */
        BOOTSTRAP,
        /** EMR rejected the configuration: the same launch fails the same way. */
        VALIDATION,
        /** An error within EMR: the same launch may succeed later. */
        INTERNAL,
        /** It lost an instance that it cannot do without. */
        INSTANCE,
        /** Somebody, or the schedule of the deadline, asked EMR to terminate it. */
        USER_REQUEST,
        /** Its step failed. */
        STEP_FAILURE,
        /** It had no step left. */
        NO_STEP_LEFT
    }

    /** The one step of the cluster; {@code detail} is EMR's own word on a failure, often empty. */
    record Step(String id, StepState state, Optional<Instant> startedAt, String detail) {}

    /** Where a step stands, as far as decisions depend on it. */
    enum StepState {
        WAITING,
        /** Cancelled before it started: EMR does so when its cluster ends first. */
        NEVER_RAN,
        RUNNING,
        /** Ended from outside while it was running. */
        INTERRUPTED,
        COMPLETED,
        FAILED
    }
}
