package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.Claim;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cluster.DeadlineGateway;
import dev.mayfly.orchestrator.cluster.LaunchSpec;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.run.Action;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.signal.EventPublisher;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to the world what was decided; an error that leaves the effect unknown is an answer, not an exception. */
public final class ActionExecutor {
    private static final Logger LOG = LoggerFactory.getLogger(ActionExecutor.class);
    private final ClusterGateway clusters;
    private final DeadlineGateway deadlines;
    private final RunArtifacts exchange;
    private final ViewPublisher publisher;
    private final Ledger ledger;
    private final HistoryRecorder history;
    private final Notifier notifier;
    private final EventPublisher signals;
    private final List<ClusterTemplate> templates;
    private final RunPolicy policy;
    private final Deployment deployment;
    private final Clock clock;

    @Inject
    public ActionExecutor(
            ClusterGateway clusters,
            DeadlineGateway deadlines,
            RunArtifacts exchange,
            ViewPublisher publisher,
            Ledger ledger,
            HistoryRecorder history,
            Notifier notifier,
            EventPublisher signals,
            List<ClusterTemplate> templates,
            RunPolicy policy,
            Deployment deployment,
            Clock clock) {
        this.clusters = clusters;
        this.deadlines = deadlines;
        this.exchange = exchange;
        this.publisher = publisher;
        this.ledger = ledger;
        this.history = history;
        this.notifier = notifier;
        this.signals = signals;
        this.templates = templates;
        this.policy = policy;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** Acts for a run; without an action to take the last answer stands. */
    public ActionResult execute(
            Action action,
            Run run,
            Optional<Dataset> dataset,
            String nonce,
            ActionResult last,
            BooleanSupplier timeLeft) {
        if (action instanceof Action.None) {
            return last;
        }
        try {
            return act(action, run, dataset, nonce, timeLeft);
        } catch (RuntimeException e) {
            LOG.warn("run {}: {} failed", run.id(), action, e);
            return new ActionResult.Ambiguous(String.valueOf(e.getMessage()));
        }
    }

    private ActionResult act(
            Action action, Run run, Optional<Dataset> dataset, String nonce, BooleanSupplier timeLeft) {
        if (action instanceof Action.Launch) {
            return clusters.launch(order(run));
        }
        if (action instanceof Action.ScheduleDeadline) {
            Attempt attempt = run.attempt();
            deadlines.terminateAt(run.attemptName(), attempt.clusterId().orElseThrow(), attempt.absoluteDeadline());
            return new ActionResult.DeadlineScheduled();
        }
        if (action instanceof Action.Revoke) {
            Claim standing = exchange.revoke(run.id(), run.attempt().number(), nonce, clock.instant());
            return new ActionResult.ClaimSettled(
                    standing.holder() == Claim.Holder.DRIVER ? Optional.of(standing.cluster()) : Optional.empty());
        }
        if (action instanceof Action.Terminate) {
            if (run.attempt().clusterId().isEmpty()) {
                return new ActionResult.None();
            }
            clusters.terminate(run.attempt().clusterId().get());
            return new ActionResult.TerminationRequested();
        }
        if (action instanceof Action.Publish) {
            return publisher.publish(run, dataset, timeLeft);
        }
        RunState.Ended ended = (RunState.Ended) run.state();
        ledger.archive(run);
        history.keep(run, ended.outcome(), dataset);
        boolean another = run.kind() != Run.Kind.PIN && run.kind() != Run.Kind.REPAIR;
        // Mail goes last: whatever has to be said again, people are not told again because of it.
        if (ended.outcome().status() == Outcome.Status.SUCCEEDED && another) {
            tell(run, signals::published);
        }
        tell(run, notifier::announce);
        return new ActionResult.Announced();
    }

    /** What is refused for good keeps no run in hand: its end is in the ledger, and the next one must not wait for a person. */
    private static void tell(Run run, Consumer<Run> telling) {
        try {
            telling.accept(run);
        } catch (UndeliverableException e) {
            LOG.error("the end of run {} is not told to all: {}", run.id(), e.getMessage());
        }
    }

    private LaunchSpec order(Run run) {
        Attempt attempt = run.attempt();
        ClusterTemplate template =
                ClusterTemplate.choose(templates, attempt.template(), 0).forFallback(attempt.rung());
        List<String> avoided = attempt.rung() == FallbackLevel.AS_ASKED
                ? List.of()
                : run.attempts().stream()
                        .flatMap(earlier -> earlier.fate().subnet().stream())
                        .toList();
        return new LaunchSpec(
                attempt.clusterName(),
                template,
                Map.of(
                        Deployment.TAG,
                        deployment.name(),
                        "mayfly-dataset",
                        run.dataset(),
                        "mayfly-run",
                        run.id(),
                        "mayfly-attempt",
                        Integer.toString(attempt.number())),
                avoided,
                exchange.paths(run.attemptName()).plan(attempt.planSha256().orElseThrow()),
                attempt.planSha256().orElseThrow(),
                attempt.absoluteDeadline().plus(policy.deadMan()));
    }
}
