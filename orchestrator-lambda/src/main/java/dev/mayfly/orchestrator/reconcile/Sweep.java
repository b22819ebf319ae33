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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends every live cluster of this deployment that no ledger stands for; another deployment's are never touched. */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private final ClusterGateway clusters;
    private final Ledger ledger;
    private final Notifier notifier;
    private final Deployment deployment;
    private final Clock clock;

    public Sweep(ClusterGateway clusters, Ledger ledger, Notifier notifier, Deployment deployment, Clock clock) {
        this.clusters = clusters;
        this.ledger = ledger;
        this.notifier = notifier;
        this.deployment = deployment;
        this.clock = clock;
    }

    /** A cluster that is nobody's, and why. */
    public record Orphan(String clusterId, String clusterName, String why) {}

    /** Every live cluster of this deployment. */
    public List<ActiveCluster> alive() {
        return clusters.active(deployment.clusterNamePrefix());
    }

    /** What a sweep came to; a cluster of which nobody could tell, or that could not be ended, is a problem and stops no other. */
    public record Swept(List<Orphan> orphans, List<String> problems) {
        public Swept {
            orphans = List.copyOf(orphans);
            problems = List.copyOf(problems);
        }
    }

    /** Those that no ledger stands for. */
    public Swept find() {
        return each(orphan -> true);
    }

    /** Ends the orphans that bear this deployment's tag and are not on their way out already; answers which. */
    public Swept reap() {
        return each(orphan -> {
            boolean ours = clusters.tagsOfLiving(orphan.clusterId())
                    .map(tags -> deployment.name().equals(tags.get(Deployment.TAG)))
                    .orElse(false);
            if (ours) {
                end(orphan);
            }
            return ours;
        });
    }

    private Swept each(Predicate<Orphan> taken) {
        List<Orphan> orphans = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ActiveCluster cluster : alive()) {
            try {
                orphan(cluster).filter(taken).ifPresent(orphans::add);
            } catch (RuntimeException e) {
                LOG.error("cluster {} ({}) could not be dealt with", cluster.id(), cluster.name(), e);
                problems.add("cluster %s (%s): %s".formatted(cluster.id(), cluster.name(), e.getMessage()));
            }
        }
        return new Swept(orphans, problems);
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
            notifier.reaped(orphan.clusterId(), orphan.clusterName(), orphan.why());
        } finally {
            clusters.terminate(orphan.clusterId());
        }
    }
}
