package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** On the way out: told to stop and watched until gone; then launched again where the ladder allows it, else recorded and announced. */
final class EndingDecisions {
    private static final Duration SHORTEST_BILLED = Duration.ofMinutes(1);
    private final DecisionContext look;

    EndingDecisions(DecisionContext look) {
        this.look = look;
    }

    Decision decide(RunState.Ending state) {
        if (look.run().attempts().isEmpty()) {
            return ended(state.outcome(), "nothing was launched for it");
        }
        Attempt attempt = look.run().attempt();
        if (attempt.goneAt().isEmpty()) {
            return attempt.clusterId().isEmpty()
                    ? new LaunchResolution(look, attempt).decide(found -> adopt(attempt, found), this::saveGone)
                    : watch(attempt);
        }
        if (logNotLooked(state.outcome(), attempt)) {
            return new Decision.Wait("the cluster is gone; its log could not be looked at");
        }
        return new Relaunch(look)
                .decide(state.outcome())
                .or(() -> logAwaited(state.outcome(), attempt))
                .orElseGet(() -> ended(state.outcome().withReason(this::completed), "its cluster is gone"));
    }

    /** A cancelled launch whose cluster turns up is told to stop like any other. */
    private Decision adopt(Attempt attempt, LaunchResolution.Found found) {
        return look.save(
                look.run().withAttempt(attempt.with(attempt.fate().onCluster(found.id()))), new Action.Terminate());
    }

    private Decision saveGone(Attempt gone) {
        return look.save(look.run().withAttempt(gone), new Action.None());
    }

    private static boolean hasLog(Outcome outcome, Attempt attempt) {
        return outcome.status() == Outcome.Status.FAILED && attempt.clusterId().isPresent();
    }

    private boolean logNotLooked(Outcome outcome, Attempt attempt) {
        return hasLog(outcome, attempt)
                && (look.seen().claim() == ClaimStatus.NOT_LOOKED
                        || look.seen().log() instanceof LogStatus.NotObserved);
    }

    private Optional<Decision> logAwaited(Outcome outcome, Attempt attempt) {
        Instant enough = attempt.goneAt().orElseThrow().plus(look.policy().logGrace());
        return hasLog(outcome, attempt)
                        && look.seen().log() instanceof LogStatus.NotYet
                        && look.now().isBefore(enough)
                ? Optional.of(new Decision.Wait("the cluster is gone; waiting for its log until " + enough))
                : Optional.empty();
    }

    private Decision ended(Outcome outcome, String cause) {
        Run ended = look.run()
                .enter(
                        new RunState.Ended(outcome),
                        look.now(),
                        cause,
                        look.seen().invocation());
        return new Decision.Save(look.takenOver().withRun(ended), new Action.Announce());
    }

    private Decision watch(Attempt attempt) {
        if (!(look.seen().cluster() instanceof ClusterStatus.Found cluster)) {
            return told()
                    ? new Decision.Wait("cluster %s was told to stop and could not be looked at"
                            .formatted(attempt.clusterId().orElse("?")))
                    : new Decision.Act(new Action.Terminate());
        }
        if (cluster.gone()) {
            Instant end = cluster.endedAt().orElse(look.now());
            return saveGone(attempt.with(attempt.fate()
                    .gone(cluster.state(), cluster.reason(), end, cost(attempt, cluster.createdAt(), end))));
        }
        if (cluster.onItsWayOut() && !attempt.fate().state().equals(cluster.state())) {
            return look.save(look.run().withAttempt(attempt.with(attempt.fate().seen(cluster))), new Action.None());
        }
        if (cluster.onItsWayOut() || told()) {
            return new Decision.Wait("cluster %s is %s".formatted(cluster.clusterId(), cluster.state()));
        }
        return new Decision.Act(new Action.Terminate());
    }

    private boolean told() {
        return look.seen().answer() instanceof ActionResult.TerminationRequested
                || look.seen().answer() instanceof ActionResult.Ambiguous;
    }

    private static Usd cost(Attempt attempt, Instant created, Instant ended) {
        Duration alive = Duration.between(created, ended);
        return attempt.ratePerHour().forHours(alive.compareTo(SHORTEST_BILLED) < 0 ? SHORTEST_BILLED : alive);
    }

    /** A failure after a driver's claim is never tried again by itself, but for inputs that changed under the run. */
    private FailureReason completed(FailureReason reason) {
        boolean claimed =
                look.seen().claim() == ClaimStatus.DRIVER && reason.code() != FailureReason.Code.INPUT_CHANGED;
        // The ladder had its try: the same cluster is refused until a person acts.
        boolean settledByPerson = reason.code() == FailureReason.Code.QUOTA_EXCEEDED;
        FailureReason settled = claimed || settledByPerson ? reason.asFatal() : reason;
        return look.seen().log() instanceof LogStatus.Found found ? settled.withLog(found.log()) : settled;
    }

    Decision announce(RunState.Ended state) {
        Optional<String> other = look.otherActor();
        if (other.isPresent()) {
            return Decision.Wait.passing("announcing: " + other.get());
        }
        if (!look.acts()) {
            return new Decision.Save(look.takenOver(), new Action.Announce());
        }
        if (look.seen().answer() instanceof ActionResult.None) {
            return new Decision.Act(new Action.Announce());
        }
        if (!(look.seen().answer() instanceof ActionResult.Announced)) {
            return Decision.Wait.passing("the notice of run %s could not be sent yet"
                    .formatted(look.run().id()));
        }
        Run run = look.run();
        return new Decision.Save(
                look.head().settled(attended(run, state.outcome()), run.committed(), look.now()), new Action.None());
    }

    /** What a rollback or a repair restored or a pin keeps says nothing about the inputs that are there. */
    private Optional<DatasetState.LastProcessed> attended(Run run, Outcome outcome) {
        return run.isOfOldInputs()
                ? Optional.empty()
                : Optional.of(new DatasetState.LastProcessed(
                        run.fingerprint(),
                        run.definitionHash(),
                        run.jobVersion(),
                        run.id(),
                        outcome,
                        tries(run),
                        notBefore(run, outcome)));
    }

    /** A run that EMR refused to the end launched nothing and was a try all the same, or there would be no end of them. */
    private static int tries(Run run) {
        return run.attempts().isEmpty() ? run.launches() : Math.max(run.launches(), run.earlierLaunches() + 1);
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
                        ? DatasetState.dayOf(look.now())
                                .plusDays(1)
                                .atStartOfDay()
                                .toInstant(ZoneOffset.UTC)
                        : look.now().plus(look.policy().waitAfter(tries(run))));
    }
}
