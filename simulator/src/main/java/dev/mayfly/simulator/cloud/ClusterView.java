package dev.mayfly.simulator.cloud;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.ClusterStateChangeReasonCode;
import software.amazon.awssdk.services.emr.model.StepState;

/** A cluster and its one step as EMR shows them from a moment on. */
public record ClusterView(
        long since,
        ClusterState state,
        Optional<ClusterStateChangeReasonCode> code,
        String message,
        StepState step,
        Optional<Instant> stepStarted,
        Optional<Instant> ended) {
    static ClusterView first(long now) {
        return new ClusterView(
                now,
                ClusterState.STARTING,
                Optional.empty(),
                "",
                StepState.PENDING,
                Optional.empty(),
                Optional.empty());
    }

    ClusterView state(long now, ClusterState next) {
        return new ClusterView(now, next, code, message, step, stepStarted, ended);
    }

    ClusterView leaving(long now, ClusterStateChangeReasonCode why, String words, StepState last) {
        return new ClusterView(now, ClusterState.TERMINATING, Optional.of(why), words, last, stepStarted, ended);
    }

    ClusterView step(long now, StepState next) {
        Optional<Instant> started = next == StepState.RUNNING ? Optional.of(Instant.ofEpochMilli(now)) : stepStarted;
        return new ClusterView(now, state, code, message, next, started, ended);
    }

    ClusterView gone(long now, boolean withErrors) {
        return new ClusterView(
                now,
                withErrors ? ClusterState.TERMINATED_WITH_ERRORS : ClusterState.TERMINATED,
                code,
                message,
                step,
                stepStarted,
                Optional.of(Instant.ofEpochMilli(now)));
    }
}
