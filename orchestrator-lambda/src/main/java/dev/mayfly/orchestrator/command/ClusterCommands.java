package dev.mayfly.orchestrator.command;

import dev.mayfly.orchestrator.cluster.ActiveCluster;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.reconcile.DatasetShelf;
import dev.mayfly.orchestrator.reconcile.Sweep;
import dev.mayfly.orchestrator.run.Ask;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What concerns every cluster of the deployment: ending orphans, and ending everything. */
public final class ClusterCommands {
    private final Sweep sweep;
    private final ClusterGateway clusters;
    private final DatasetShelf shelf;
    private final Saying said;

    @Inject
    public ClusterCommands(Sweep sweep, ClusterGateway clusters, DatasetShelf shelf, Saying said) {
        this.sweep = sweep;
        this.clusters = clusters;
        this.shelf = shelf;
        this.said = said;
    }

    Map<String, Object> reap(boolean dryRun) {
        Sweep.Swept swept = dryRun ? sweep.find() : sweep.reap();
        List<Sweep.Orphan> orphans = swept.orphans();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", swept.problems().isEmpty());
        answer.put("command", "reap");
        answer.put(
                "message", "%d orphans %s".formatted(orphans.size(), dryRun ? "would be ended" : "were told to stop"));
        answer.put("next", next(swept, dryRun));
        answer.put("problems", swept.problems());
        answer.put(
                "orphans",
                orphans.stream()
                        .map(orphan -> Map.of(
                                "clusterId",
                                orphan.clusterId(),
                                "clusterName",
                                orphan.clusterName(),
                                "why",
                                orphan.why()))
                        .toList());
        return answer;
    }

    private static String next(Sweep.Swept swept, boolean dryRun) {
        if (!swept.problems().isEmpty()) {
            return "say reap again; what could not be dealt with is named in problems";
        }
        return dryRun && !swept.orphans().isEmpty() ? "say reap without dryRun to end them" : "nothing is left to do";
    }

    /** Holds every dataset, cancels what is in hand, ends every cluster; {@code ok} only once none is alive. */
    Map<String, Object> drain(Ask hold, String invocation, BooleanSupplier patience) {
        Map<String, String> datasets = new LinkedHashMap<>();
        for (String name : shelf.names()) {
            said.to(name, hold, invocation, patience);
            Ask cancel = Ask.of(Ask.Verb.CANCEL, hold.by(), hold.reason());
            datasets.put(name, said.to(name, cancel, invocation, patience).message());
        }
        sweep.alive().forEach(cluster -> clusters.terminate(cluster.id()));
        List<String> alive = sweep.alive().stream().map(ActiveCluster::id).toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", alive.isEmpty());
        answer.put("command", "drain");
        answer.put(
                "message",
                alive.isEmpty()
                        ? "every dataset is held and no cluster is alive; release them one by one"
                        : "still alive: %s; say drain again until none is".formatted(alive));
        answer.put("next", alive.isEmpty() ? "say release for each dataset that is to run again" : "say drain again");
        answer.put("datasets", datasets);
        answer.put("alive", alive);
        return answer;
    }
}
