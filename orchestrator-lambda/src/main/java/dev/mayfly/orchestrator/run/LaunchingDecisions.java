package dev.mayfly.orchestrator.run;

/** Between the intent and a running step: never a second cluster for one attempt. */
final class LaunchingDecisions {
    private final DecisionContext look;

    LaunchingDecisions(DecisionContext look) {
        this.look = look;
    }

    Decision decide() {
        Attempt attempt = look.run().attempt();
        return attempt.clusterId().isEmpty() ? withoutCluster(attempt) : new RunningDecisions(look).onCluster(attempt);
    }

    private Decision withoutCluster(Attempt attempt) {
        if (look.seen().answer() instanceof ActionResult.Launched launched) {
            return adopt(attempt, launched.clusterId(), "cluster " + launched.clusterId() + " was accepted");
        }
        if (look.seen().answer() instanceof ActionResult.LaunchRefused refused) {
            FailureReason reason = reason(refused);
            Run without = look.run()
                    .withAttempt(attempt.with(
                            attempt.fate().gone(AttemptStatus.REFUSED, refused.why(), look.now(), Usd.ZERO)));
            return look.enter(
                    without, new RunState.Ending(Outcome.failed(reason)), reason.message(), new Action.None());
        }
        return new LaunchResolution(look, attempt)
                .decide(cluster -> adopt(attempt, cluster.id(), cluster.how()), this::lost);
    }

    private static FailureReason reason(ActionResult.LaunchRefused refused) {
        return switch (refused.refusal()) {
            case THROTTLED -> FailureReason.retryable(FailureReason.Code.LAUNCH_REFUSED, refused.why());
            case CAPACITY -> FailureReason.retryable(FailureReason.Code.NO_CAPACITY, refused.why());
            case QUOTA -> FailureReason.quotaExceeded(refused.why());
            case INVALID -> FailureReason.fatal(FailureReason.Code.LAUNCH_REFUSED, refused.why());
        };
    }

    private Decision adopt(Attempt attempt, String clusterId, String cause) {
        return look.enter(
                look.run().withAttempt(attempt.with(attempt.fate().onCluster(clusterId))),
                new RunState.Launching(),
                cause,
                new Action.ScheduleDeadline());
    }

    private Decision lost(Attempt gone) {
        FailureReason reason = FailureReason.retryable(
                FailureReason.Code.LAUNCH_LOST,
                "EMR never showed cluster %s within %s; the attempt is revoked"
                        .formatted(gone.clusterName(), look.policy().window()));
        return look.enter(
                look.run().withAttempt(gone),
                new RunState.Ending(Outcome.failed(reason)),
                reason.message(),
                new Action.None());
    }
}
