package dev.mayfly.orchestrator.command;

import static java.util.stream.Collectors.joining;

import dev.mayfly.orchestrator.cluster.ActiveCluster;
import dev.mayfly.orchestrator.cluster.ClusterGateway;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.reconcile.DatasetShelf;
import dev.mayfly.orchestrator.reconcile.Sweep;
import dev.mayfly.orchestrator.run.Ask;
import dev.mayfly.orchestrator.run.Head;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What concerns every cluster of the deployment: ending orphans, and ending everything. */
public final class ClusterCommands {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterCommands.class);
    private final Sweep sweep;
    private final ClusterGateway clusters;
    private final DatasetShelf shelf;
    private final Ledger ledger;
    private final Saying said;

    @Inject
    public ClusterCommands(Sweep sweep, ClusterGateway clusters, DatasetShelf shelf, Ledger ledger, Saying said) {
        this.sweep = sweep;
        this.clusters = clusters;
        this.shelf = shelf;
        this.ledger = ledger;
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
        answer.put("orphans", orphans);
        return answer;
    }

    private static String next(Sweep.Swept swept, boolean dryRun) {
        if (!swept.problems().isEmpty()) {
            return "say reap again; what could not be dealt with is named in problems";
        }
        return dryRun && !swept.orphans().isEmpty() ? "say reap without dryRun to end them" : "nothing is left to do";
    }

    /**
     * Holds every dataset, cancels what is in hand, ends every cluster, whatever goes wrong with one of them; {@code ok} only once
     * every dataset is held, no attempt may still have a cluster, and none is alive.
     */
    Map<String, Object> drain(Ask hold, String invocation, BooleanSupplier patience) {
        Map<String, String> datasets = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        for (String name : shelf.names()) {
            datasets.put(name, tried(name, () -> stopped(name, hold, invocation, patience)));
            tried(name, () -> leftOpen(name)).lines().forEach(open::add);
        }
        List<String> alive = sweep.alive().stream().map(ActiveCluster::id).toList();
        alive.forEach(cluster -> open.add(tried(cluster, () -> {
            clusters.terminate(cluster);
            return cluster + " was told to stop";
        })));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ok", open.isEmpty());
        answer.put("command", "drain");
        answer.put(
                "message",
                open.isEmpty()
                        ? "every dataset is held and no cluster is alive; release them one by one"
                        : "not drained yet: %s; say drain again until it is".formatted(String.join("; ", open)));
        answer.put("next", open.isEmpty() ? "say release for each dataset that is to run again" : "say drain again");
        answer.put("datasets", datasets);
        answer.put("alive", alive);
        return answer;
    }

    private String stopped(String dataset, Ask hold, String invocation, BooleanSupplier patience) {
        said.to(dataset, hold, invocation, patience);
        return said.to(dataset, Ask.of(Ask.Verb.CANCEL, hold.by(), hold.reason()), invocation, patience)
                .message();
    }

    /** What keeps a dataset from being at rest for good, a line each. */
    private String leftOpen(String dataset) {
        Optional<Head> head = ledger.read(dataset).map(Ledger.Stored::head);
        if (head.flatMap(Head::held).isEmpty()) {
            return dataset + " is not held";
        }
        return head.flatMap(Head::run).map(Run::attempts).orElse(List.of()).stream()
                .filter(attempt -> attempt.goneAt().isEmpty())
                .map(attempt -> "the cluster of %s was not seen gone".formatted(attempt.clusterName()))
                .collect(joining("\n"));
    }

    /** One that cannot be stopped now is no reason to let the others go on. */
    private static String tried(String what, Supplier<String> stopping) {
        try {
            return stopping.get();
        } catch (RuntimeException e) {
            LOG.error("{} could not be stopped", what, e);
            return "%s could not be stopped: %s".formatted(what, e.getMessage());
        }
    }
}
