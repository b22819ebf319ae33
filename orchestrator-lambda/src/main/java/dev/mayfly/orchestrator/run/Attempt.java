package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * One launch of a run: what was intended, with its deadlines and the money put aside, and what became of it. The absolute
 * deadline is when its cluster is ended whatever it does. {@code goneAt} is set once its cluster is known to cost nothing more.
 */
public record Attempt(
        int number,
        String clusterName,
        String template,
        Optional<String> planSha256,
        Instant intentAt,
        Instant launchDeadline,
        Instant absoluteDeadline,
        Usd ratePerHour,
        Usd reserved,
        Optional<String> clusterId,
        String clusterState,
        boolean deadlineScheduled,
        Optional<Instant> goneAt,
        Optional<Usd> actual) {

    public Attempt withPlan(String sha256) {
        return new Attempt(
                number,
                clusterName,
                template,
                Optional.of(sha256),
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                clusterId,
                clusterState,
                deadlineScheduled,
                goneAt,
                actual);
    }

    Attempt onCluster(String id) {
        return new Attempt(
                number,
                clusterName,
                template,
                planSha256,
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                Optional.of(id),
                clusterState,
                deadlineScheduled,
                goneAt,
                actual);
    }

    Attempt seen(String state) {
        return new Attempt(
                number,
                clusterName,
                template,
                planSha256,
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                clusterId,
                state,
                deadlineScheduled,
                goneAt,
                actual);
    }

    Attempt scheduled() {
        return new Attempt(
                number,
                clusterName,
                template,
                planSha256,
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                clusterId,
                clusterState,
                true,
                goneAt,
                actual);
    }

    Attempt gone(String state, Instant at, Usd cost) {
        return new Attempt(
                number,
                clusterName,
                template,
                planSha256,
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                clusterId,
                state,
                deadlineScheduled,
                Optional.of(at),
                Optional.of(cost));
    }

    /** What this attempt may still cost: its reservation until it is known gone, then what it did cost. */
    public Usd committed() {
        return actual.orElse(reserved);
    }
}
