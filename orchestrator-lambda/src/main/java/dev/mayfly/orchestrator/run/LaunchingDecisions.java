package dev.mayfly.orchestrator.run;

import java.time.Duration;

/** Between the intent and a running step: never a second cluster for one attempt. */
final class LaunchingDecisions {
    private final Look look;

    LaunchingDecisions(Look look) {
        this.look = look;
    }

    Decision decide() {
        Attempt attempt = look.run().attempt();
        return attempt.clusterId().isEmpty() ? withoutCluster(attempt) : new RunningDecisions(look).onCluster(attempt);
    }

    private Decision withoutCluster(Attempt attempt) {
        if (look.seen().answer() instanceof Answer.Launched launched) {
            return adopt(attempt, launched.clusterId(), "cluster " + launched.clusterId() + " was accepted");
        }
        if (look.seen().answer() instanceof Answer.LaunchRefused refused) {
            FailureReason reason = refused.retryable()
                    ? FailureReason.retryable(FailureReason.Code.LAUNCH_REFUSED, refused.why())
                    : FailureReason.fatal(FailureReason.Code.LAUNCH_REFUSED, refused.why());
            Run without = look.run().withAttempt(attempt.gone("REFUSED", look.now(), Usd.ZERO));
            return look.enter(without, new RunState.Ending(Outcome.failed(reason)), refused.why(), new Action.None());
        }
        if (look.seen().answer() instanceof Answer.ClaimSettled settled) {
            return settled.driverOnCluster()
                    .map(cluster -> adopt(attempt, cluster, "its driver on " + cluster + " has claimed the attempt"))
                    .orElseGet(() -> lost(attempt));
        }
        if (look.seen().cluster() instanceof ClusterSight.Seen cluster) {
            return adopt(attempt, cluster.clusterId(), "found cluster " + cluster.clusterId() + " by its name");
        }
        Duration waited = Duration.between(attempt.intentAt(), look.now());
        if (look.seen().cluster() instanceof ClusterSight.NotFound
                && waited.compareTo(look.policy().window()) > 0) {
            return new Decision.Act(new Action.Revoke());
        }
        return new Decision.Rest("nobody knows yet whether cluster %s was launched".formatted(attempt.clusterName()));
    }

    private Decision adopt(Attempt attempt, String clusterId, String cause) {
        return look.enter(
                look.run().withAttempt(attempt.onCluster(clusterId)),
                new RunState.Launching(),
                cause,
                new Action.ScheduleDeadline());
    }

    /** No driver can work on this attempt any more; what a late cluster may still cost stays counted at its worst. */
    private Decision lost(Attempt attempt) {
        FailureReason reason = FailureReason.retryable(
                FailureReason.Code.LAUNCH_LOST,
                "EMR never showed cluster %s within %s; the attempt is revoked"
                        .formatted(attempt.clusterName(), look.policy().window()));
        Run without = look.run().withAttempt(attempt.gone("NEVER_SEEN", look.now(), attempt.reserved()));
        return look.enter(without, new RunState.Ending(Outcome.failed(reason)), reason.message(), new Action.None());
    }
}
