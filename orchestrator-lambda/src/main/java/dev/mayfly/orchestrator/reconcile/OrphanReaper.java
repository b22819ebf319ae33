package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.cluster.ActiveCluster;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.run.Orphans;
import dev.mayfly.orchestrator.run.Run;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends every live cluster of this deployment that no ledger stands for; another deployment's are never touched. */
public final class OrphanReaper {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanReaper.class);
    private final ClusterGateway clusters;
    private final Ledger ledger;
    private final Notifier notifier;
    private final Deployment deployment;
    private final Clock clock;

    public OrphanReaper(ClusterGateway clusters, Ledger ledger, Notifier notifier, Deployment deployment, Clock clock) {
        this.clusters = clusters;
        this.ledger = ledger;
        this.notifier = notifier;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** A cluster that is nobody's, and why. */
    public record Orphan(String clusterId, String clusterName, String why) {}

    /**
     * What a sweep came to; a cluster of which nobody could tell, that could not be ended, or for which there was no time, is a
     * problem and stops no other.
     */
    public record ReapResult(List<Orphan> orphans, List<String> problems) {
        public ReapResult {
            orphans = List.copyOf(orphans);
            problems = List.copyOf(problems);
        }
    }

    /** The clusters that were told to stop, and what is known of the others. */
    public record Stopped(List<String> clusters, List<String> problems) {
        public Stopped {
            clusters = List.copyOf(clusters);
            problems = List.copyOf(problems);
        }
    }

    /** Those that no ledger stands for. */
    public OrphanReaper.ReapResult find(BooleanSupplier timeLeft) {
        List<String> problems = new ArrayList<>();
        return new OrphanReaper.ReapResult(each(this::orphan, problems, timeLeft), problems);
    }

    /** Ends the orphans that bear this deployment's tag and are not on their way out already; answers which. */
    public OrphanReaper.ReapResult reap(BooleanSupplier timeLeft) {
        List<String> problems = new ArrayList<>();
        List<Orphan> ended = each(
                cluster -> {
                    Optional<Orphan> orphan = orphan(cluster).filter(one -> ours(one.clusterId()));
                    orphan.ifPresent(this::end);
                    return orphan;
                },
                problems,
                timeLeft);
        return new OrphanReaper.ReapResult(ended, problems);
    }

    /** Tells every live cluster that bears this deployment's tag to stop, whatever stands for it. */
    public Stopped stopAll(BooleanSupplier timeLeft) {
        List<String> problems = new ArrayList<>();
        List<String> told = each(
                cluster -> {
                    Optional<String> id = Optional.of(cluster.id()).filter(this::ours);
                    id.ifPresent(clusters::terminate);
                    return id;
                },
                problems,
                timeLeft);
        return new Stopped(told, problems);
    }

    private boolean ours(String clusterId) {
        return clusters.tags(clusterId)
                .map(tags -> deployment.name().equals(tags.get(Deployment.TAG)))
                .orElse(false);
    }

    private <T> List<T> each(
            Function<ActiveCluster, Optional<T>> dealing, List<String> problems, BooleanSupplier timeLeft) {
        List<T> dealtWith = new ArrayList<>();
        for (ActiveCluster cluster : alive(problems)) {
            if (!timeLeft.getAsBoolean()) {
                problems.add("cluster %s (%s): there was no time for it".formatted(cluster.id(), cluster.name()));
                continue;
            }
            try {
                dealing.apply(cluster).ifPresent(dealtWith::add);
            } catch (RuntimeException e) {
                LOG.error("cluster {} ({}) could not be dealt with", cluster.id(), cluster.name(), e);
                problems.add("cluster %s (%s): %s".formatted(cluster.id(), cluster.name(), e.getMessage()));
            }
        }
        return dealtWith;
    }

    private List<ActiveCluster> alive(List<String> problems) {
        try {
            return clusters.listActive(deployment.clusterNamePrefix());
        } catch (RuntimeException e) {
            LOG.error("the clusters could not be listed", e);
            problems.add("the clusters could not be listed: " + e.getMessage());
            return List.of();
        }
    }

    private Optional<Orphan> orphan(ActiveCluster cluster) {
        Optional<Run> inHand = Orphans.dataset(cluster.name())
                .flatMap(ledger::read)
                .flatMap(stored -> stored.head().run());
        return Orphans.reason(cluster.id(), cluster.name(), inHand, clock.instant())
                .map(why -> new Orphan(cluster.id(), cluster.name(), why));
    }

    /**
     * Told of first: whoever is killed in between leaves a cluster that the next sweep finds and tells of again. It is ended
     * all the same where nobody can be told.
     */
    private void end(Orphan orphan) {
        try {
            notifier.orphanTerminated(orphan.clusterId(), orphan.clusterName(), orphan.why());
        } finally {
            clusters.terminate(orphan.clusterId());
        }
    }
}
