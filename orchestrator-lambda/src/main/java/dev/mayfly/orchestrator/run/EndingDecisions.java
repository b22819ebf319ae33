package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** On the way out: told to stop and watched until gone, then recorded and announced once. */
final class EndingDecisions {
    private static final Duration SHORTEST_BILLED = Duration.ofMinutes(1);
    private final Look look;

    EndingDecisions(Look look) {
        this.look = look;
    }

    Decision decide(RunState.Ending state) {
        Attempt attempt = look.run().attempt();
        if (attempt.goneAt().isEmpty()) {
            return watch(attempt);
        }
        Optional<FailureReason> reason = state.outcome().reason();
        if (reason.isPresent()
                && attempt.clusterId().isPresent()
                && reason.get().excerpt().isEmpty()) {
            if (look.seen().claim() == ClaimSight.NOT_LOOKED || look.seen().log() instanceof LogSight.NotLooked) {
                return new Decision.Rest("the cluster is gone; its log could not be looked at");
            }
            Instant enough = attempt.goneAt().get().plus(look.policy().logGrace());
            if (look.seen().log() instanceof LogSight.NotYet && look.now().isBefore(enough)) {
                return new Decision.Rest("the cluster is gone; waiting for its step's log until " + enough);
            }
        }
        Outcome outcome = state.outcome().withReason(this::completed);
        Run ended = look.run()
                .enter(
                        new RunState.Ended(outcome),
                        look.now(),
                        "its cluster is gone",
                        look.seen().invocation());
        return new Decision.Save(look.takenOver().withRun(ended), new Action.Announce());
    }

    private Decision watch(Attempt attempt) {
        if (!(look.seen().cluster() instanceof ClusterSight.Seen cluster)) {
            return told()
                    ? new Decision.Rest("cluster %s was told to stop and could not be looked at"
                            .formatted(attempt.clusterId().orElse("?")))
                    : new Decision.Act(new Action.Terminate());
        }
        if (cluster.gone()) {
            Instant ended = cluster.endedAt().orElse(look.now());
            return look.save(
                    look.run()
                            .withAttempt(
                                    attempt.gone(cluster.state(), ended, cost(attempt, cluster.createdAt(), ended))),
                    new Action.None());
        }
        if (cluster.onItsWayOut() && !attempt.clusterState().equals(cluster.state())) {
            return look.save(look.run().withAttempt(attempt.seen(cluster.state())), new Action.None());
        }
        if (cluster.onItsWayOut() || told()) {
            return new Decision.Rest("cluster %s is %s".formatted(cluster.clusterId(), cluster.state()));
        }
        return new Decision.Act(new Action.Terminate());
    }

    private boolean told() {
        return look.seen().answer() instanceof Answer.ToldToStop || look.seen().answer() instanceof Answer.Ambiguous;
    }

    private static Usd cost(Attempt attempt, Instant created, Instant ended) {
        Duration alive = Duration.between(created, ended);
        return attempt.ratePerHour().forHours(alive.compareTo(SHORTEST_BILLED) < 0 ? SHORTEST_BILLED : alive);
    }

    /** A failure after a driver's claim is never tried again by itself, but for inputs that changed under the run. */
    private FailureReason completed(FailureReason reason) {
        boolean claimed = look.seen().claim() == ClaimSight.DRIVER && reason.code() != FailureReason.Code.INPUT_CHANGED;
        FailureReason settled = claimed ? reason.asFatal() : reason;
        return look.seen().log() instanceof LogSight.Found found ? settled.withLog(found.log()) : settled;
    }

    Decision announce(RunState.Ended state) {
        Optional<String> other = look.otherActor();
        if (other.isPresent()) {
            return new Decision.Rest("announcing: " + other.get());
        }
        if (!look.acts()) {
            return new Decision.Save(look.takenOver(), new Action.Announce());
        }
        if (!(look.seen().answer() instanceof Answer.Announced)) {
            return new Decision.Rest("the notice of run %s could not be sent yet"
                    .formatted(look.run().id()));
        }
        Run run = look.run();
        Head.Attended attended = new Head.Attended(
                run.fingerprint(),
                run.definitionHash(),
                run.jobVersion(),
                run.id(),
                state.outcome(),
                run.launches(),
                notBefore(run, state.outcome()));
        return new Decision.Save(look.head().settled(attended, run.committed(), look.now()), new Action.None());
    }

    private Optional<Instant> notBefore(Run run, Outcome outcome) {
        if (!outcome.retryable()) {
            return Optional.empty();
        }
        boolean tomorrow = outcome.reason()
                .map(reason -> reason.code() == FailureReason.Code.DAY_BUDGET)
                .orElse(false);
        return Optional.of(
                tomorrow
                        ? Head.dayOf(look.now()).plusDays(1).atStartOfDay().toInstant(java.time.ZoneOffset.UTC)
                        : look.now().plus(look.policy().waitAfter(run.launches())));
    }
}
