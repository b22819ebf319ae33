package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.cluster.ActiveCluster;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.run.Orphans;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ends every live cluster of this deployment that no ledger stands for; another deployment's are never touched. */
public final class Sweep {
    private final ClusterGateway clusters;
    private final Ledger ledger;
    private final Notifier notifier;
    private final Deployment deployment;
    private final Clock clock;

    @Inject
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

    /** Those that no ledger stands for. */
    public List<Orphan> orphans() {
        List<Orphan> orphans = new ArrayList<>();
        for (ActiveCluster cluster : alive()) {
            Optional<Run> inHand = Orphans.dataset(cluster.name())
                    .flatMap(ledger::read)
                    .flatMap(stored -> stored.head().run());
            Orphans.reason(cluster.id(), cluster.name(), inHand, clock.instant())
                    .map(why -> new Orphan(cluster.id(), cluster.name(), why))
                    .ifPresent(orphans::add);
        }
        return orphans;
    }

    /** Ends the orphans that bear this deployment's tag; answers which. */
    public List<Orphan> reap() {
        List<Orphan> reaped = orphans().stream()
                .filter(orphan -> deployment
                        .name()
                        .equals(clusters.tags(orphan.clusterId()).get(Deployment.TAG)))
                .toList();
        for (Orphan orphan : reaped) {
            clusters.terminate(orphan.clusterId());
            notifier.reaped(orphan.clusterId(), orphan.clusterName(), orphan.why());
        }
        return reaped;
    }
}
