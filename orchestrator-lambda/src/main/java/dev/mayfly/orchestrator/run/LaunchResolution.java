package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.util.function.Function;

/** For a cluster that may have been launched: by its name, then by who holds its claim, until it is found or can never work. */
final class LaunchResolution {
    private final DecisionContext look;
    private final Attempt attempt;

    LaunchResolution(DecisionContext look, Attempt attempt) {
        this.look = look;
        this.attempt = attempt;
    }

    /** A cluster that turned out to be the attempt's. */
    record Found(String id, String how) {}

    /** {@code lost} gets the attempt as no driver can work on it any more; what a late cluster may still cost stays counted. */
    Decision decide(Function<Found, Decision> found, Function<Attempt, Decision> lost) {
        if (look.seen().answer() instanceof ActionResult.ClaimSettled settled) {
            return settled.driverOnCluster()
                    .map(cluster ->
                            found.apply(new Found(cluster, "its driver on " + cluster + " has claimed the attempt")))
                    .orElseGet(() -> lost.apply(
                            attempt.with(attempt.fate().gone("NEVER_SEEN", "", look.now(), attempt.reserved()))));
        }
        if (look.seen().cluster() instanceof ClusterStatus.Found cluster) {
            return found.apply(new Found(cluster.clusterId(), "found cluster " + cluster.clusterId() + " by its name"));
        }
        Duration waited = Duration.between(attempt.intentAt(), look.now());
        if (look.seen().cluster() instanceof ClusterStatus.NotFound
                && waited.compareTo(look.policy().window()) > 0) {
            return new Decision.Act(new Action.Revoke());
        }
        return new Decision.Wait("nobody knows yet whether cluster %s was launched".formatted(attempt.clusterName()));
    }
}
