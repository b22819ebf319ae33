package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.Claim;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.ClaimStatus;
import dev.mayfly.orchestrator.run.ClusterStatus;
import dev.mayfly.orchestrator.run.LogStatus;
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
    private final RunArtifacts exchange;
    private final OutputVerifier verifier;
    private final Clock clock;

    @Inject
    public Observer(ClusterGateway clusters, RunArtifacts exchange, OutputVerifier verifier, Clock clock) {
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
        return base.answer() instanceof ActionResult.None
                ? base.cluster(clusters.findByName(
                        attempt.clusterName(), attempt.intentAt().minus(CLOCKS_APART)))
                : base;
    }

    private Observation working(Run run, Observation base) {
        ClusterStatus sight = clusters.describe(run.attempt().clusterId().orElseThrow());
        Observation seen = base.cluster(sight);
        boolean over = sight instanceof ClusterStatus.Found cluster
                && (cluster.gone() || cluster.step().filter(Observer::over).isPresent());
        Instant now = clock.instant();
        return over
                ? seen.output(verifier.verify(
                        run.id(),
                        run.attempt().number(),
                        run.attempt().planSha256().orElse(""),
                        now))
                : seen;
    }

    private static boolean over(ClusterStatus.Step step) {
        return step.state() == ClusterStatus.StepState.COMPLETED || step.state() == ClusterStatus.StepState.FAILED;
    }

    private Observation leaving(Run run, Outcome outcome, Observation base) {
        if (run.attempts().isEmpty()) {
            return base;
        }
        Attempt attempt = run.attempt();
        if (attempt.goneAt().isEmpty()) {
            return attempt.clusterId()
                    .map(id -> base.cluster(clusters.describe(id)))
                    .orElseGet(() -> searching(attempt, base));
        }
        if (outcome.status() == Outcome.Status.SUCCEEDED) {
            return base;
        }
        Observation claimed = base.claim(claim(run));
        return attempt.clusterId()
                .map(id -> claimed.log(log(clusters.describe(id), claimed.claim())))
                .orElse(claimed);
    }

    /** A step that never ran wrote no log; where a bootstrap action failed before it, that one's output says why. */
    private LogStatus log(ClusterStatus sight, ClaimStatus claim) {
        if (!(sight instanceof ClusterStatus.Found cluster)) {
            return new LogStatus.NotObserved();
        }
        boolean ran = claim == ClaimStatus.DRIVER
                || cluster.step().filter(Observer::neverRan).isEmpty();
        if (ran) {
            return cluster.step()
                    .map(step -> exchange.log(cluster.clusterId(), step.id()))
                    .orElse(new LogStatus.NotYet());
        }
        return cluster.endCause() == ClusterStatus.EndCause.BOOTSTRAP
                ? exchange.bootstrapLog(cluster.clusterId(), cluster.reason())
                : new LogStatus.NoneWritten();
    }

    private static boolean neverRan(ClusterStatus.Step step) {
        return step.state() == ClusterStatus.StepState.NEVER_RAN || step.state() == ClusterStatus.StepState.WAITING;
    }

    private ClaimStatus claim(Run run) {
        return exchange.claim(run.attemptName())
                .map(claim -> claim.holder() == Claim.Holder.DRIVER ? ClaimStatus.DRIVER : ClaimStatus.REVOKED)
                .orElse(ClaimStatus.NOBODY);
    }
}
