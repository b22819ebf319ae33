package dev.mayfly.local.emr;

import java.time.Instant;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReason;
import software.amazon.awssdk.services.emr.model.ClusterStatus;
import software.amazon.awssdk.services.emr.model.ClusterTimeline;

/** How a status follows on another: ready when it first runs, ended when it is terminated. */
final class ClusterStatuses {
    static ClusterStatus first(Instant now) {
        return ClusterStatus.builder()
                .state(ClusterState.STARTING)
                .stateChangeReason(ClusterStateChangeReason.builder().build())
                .timeline(timeline -> timeline.creationDateTime(now))
                .build();
    }

    static ClusterStatus next(ClusterStatus before, ClusterState state, ClusterStateChangeReason reason, Instant now) {
        ClusterTimeline.Builder timeline = before.timeline().toBuilder();
        if (state == ClusterState.RUNNING && before.timeline().readyDateTime() == null) {
            timeline.readyDateTime(now);
        }
        if (state == ClusterState.TERMINATED || state == ClusterState.TERMINATED_WITH_ERRORS) {
            timeline.endDateTime(now);
        }
        return before.toBuilder()
                .state(state)
                .stateChangeReason(reason)
                .timeline(timeline.build())
                .build();
    }

    private ClusterStatuses() {}
}
