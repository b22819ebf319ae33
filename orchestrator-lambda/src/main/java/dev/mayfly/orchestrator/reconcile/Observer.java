package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.Claim;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.exchange.OutputVerifier;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.run.Answer;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.ClaimSight;
import dev.mayfly.orchestrator.run.ClusterSight;
import dev.mayfly.orchestrator.run.LogSight;
import dev.mayfly.orchestrator.run.Observation;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Looks at what the state of a run in hand calls for, and at no more. */
public final class Observer {
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);
    private final ClusterGateway clusters;
    private final RunExchange exchange;
    private final OutputVerifier verifier;
    private final Clock clock;

    @Inject
    public Observer(ClusterGateway clusters, RunExchange exchange, OutputVerifier verifier, Clock clock) {
        this.clusters = clusters;
        this.exchange = exchange;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** The same observation with what a look at this run adds. */
    public Observation observe(Run run, Observation base) {
        return run.state().match(new RunState.Cases<>() {
            @Override
            public Observation launching(RunState.Launching state) {
                return run.attempt().clusterId().isPresent() ? working(run, base) : searching(run.attempt(), base);
            }

            @Override
            public Observation running(RunState.Running state) {
                return working(run, base);
            }

            @Override
            public Observation publishing(RunState.Publishing state) {
                return base;
            }

            @Override
            public Observation ending(RunState.Ending state) {
                return leaving(run, state.outcome(), base);
            }

            @Override
            public Observation ended(RunState.Ended state) {
                return base;
            }
        });
    }

    private Observation searching(Attempt attempt, Observation base) {
        return base.answer() instanceof Answer.None
                ? base.cluster(
                        clusters.find(attempt.clusterName(), attempt.intentAt().minus(CLOCKS_APART)))
                : base;
    }

    private Observation working(Run run, Observation base) {
        ClusterSight sight = clusters.look(run.attempt().clusterId().orElseThrow());
        Observation seen = base.cluster(sight);
        boolean over = sight instanceof ClusterSight.Seen cluster
                && (cluster.gone() || cluster.step().filter(Observer::over).isPresent());
        Instant now = clock.instant();
        return over
                ? seen.output(verifier.look(
                        run.id(),
                        run.attempt().number(),
                        run.attempt().planSha256().orElse(""),
                        now))
                : seen;
    }

    private static boolean over(ClusterSight.Step step) {
        return step.state() == ClusterSight.StepState.COMPLETED || step.state() == ClusterSight.StepState.FAILED;
    }

    private Observation leaving(Run run, Outcome outcome, Observation base) {
        if (run.attempts().isEmpty()) {
            return base;
        }
        Attempt attempt = run.attempt();
        if (attempt.goneAt().isEmpty()) {
            return attempt.clusterId()
                    .map(id -> base.cluster(clusters.look(id)))
                    .orElseGet(() -> searching(attempt, base));
        }
        if (outcome.status() == Outcome.Status.SUCCEEDED) {
            return base;
        }
        Observation claimed = base.claim(claim(run));
        return attempt.clusterId()
                .map(id -> claimed.log(log(clusters.look(id), claimed.claim())))
                .orElse(claimed);
    }

    /** A step that never ran wrote no log; where a bootstrap action failed before it, that one's output says why. */
    private LogSight log(ClusterSight sight, ClaimSight claim) {
        if (!(sight instanceof ClusterSight.Seen cluster)) {
            return new LogSight.NotLooked();
        }
        boolean ran = claim == ClaimSight.DRIVER
                || cluster.step().filter(Observer::neverRan).isEmpty();
        if (ran) {
            return cluster.step()
                    .map(step -> exchange.log(cluster.clusterId(), step.id()))
                    .orElse(new LogSight.NotYet());
        }
        return cluster.endCause() == ClusterSight.EndCause.BOOTSTRAP
                ? exchange.bootstrapLog(cluster.clusterId(), cluster.reason())
                : new LogSight.NoneWritten();
    }

    private static boolean neverRan(ClusterSight.Step step) {
        return step.state() == ClusterSight.StepState.NEVER_RAN || step.state() == ClusterSight.StepState.WAITING;
    }

    private ClaimSight claim(Run run) {
        return exchange.claim(run.attemptName())
                .map(claim -> claim.holder() == Claim.Holder.DRIVER ? ClaimSight.DRIVER : ClaimSight.REVOKED)
                .orElse(ClaimSight.NOBODY);
    }
}
