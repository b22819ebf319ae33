package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/** What a look at an attempt's cluster showed. */
public sealed interface ClusterSight {
    /** Nobody looked. */
    record NotLooked() implements ClusterSight {}

    /** The look failed or was not finished; nothing may be concluded from it. */
    record Unknown(String why) implements ClusterSight {}

    /** Every page was read, and no cluster bears the name. */
    record NotFound() implements ClusterSight {}

    /** The cluster as EMR describes it; {@code reason} is EMR's own code and message. */
    record Seen(
            String clusterId,
            String state,
            String reason,
            Trouble trouble,
            Optional<String> subnet,
            Instant createdAt,
            Optional<Instant> endedAt,
            Optional<Step> step)
            implements ClusterSight {
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

    /** What EMR's reason says about a cluster that did not come to its step, or not to its step's end. */
    enum Trouble {
        NONE,
        BOOTSTRAP,
        CAPACITY,
        /** An instance was lost that it cannot do without. */
        NODE
    }

    /** The one step of the cluster; {@code detail} is EMR's own word on a failure, often empty. */
    record Step(String id, StepState state, Optional<Instant> startedAt, String detail) {}

    /** Where a step stands, as far as decisions depend on it. */
    enum StepState {
        WAITING,
        RUNNING,
        COMPLETED,
        FAILED
    }
}
