package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.InvalidDatasetException;
import dev.mayfly.orchestrator.log.LogContext;
import dev.mayfly.orchestrator.run.Orphans;
import dev.mayfly.orchestrator.signal.EventPublisher;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which datasets a reason to look concerns, and the looks at them. */
public final class ReconcileDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileDispatcher.class);
    private final DatasetRepository shelf;
    private final Supplier<Reconciler> reconciler;
    private final EventPublisher signals;
    private final DatasetDirectory known;

    /** A look is made of much that a tick over no dataset does without, so it is made when there is one. */
    public ReconcileDispatcher(
            DatasetRepository shelf, DatasetDirectory known, Supplier<Reconciler> reconciler, EventPublisher signals) {
        this.shelf = shelf;
        this.known = known;
        this.reconciler = reconciler;
        this.signals = signals;
    }

    /** Looks at every dataset: at one here, at several each in an invocation of its own. */
    public Map<String, String> reconcileAll(String invocation, BooleanSupplier timeLeft) {
        List<String> names = known.names();
        if (names.size() <= 1) {
            return reconcile(names, invocation, timeLeft);
        }
        signals.look(names);
        Map<String, String> sent = new LinkedHashMap<>();
        names.forEach(name -> sent.put(name, "looked at on its own"));
        return sent;
    }

    /** Every dataset is looked at, even if a look at another fails; then the failure is told, so that the event comes again. */
    public Map<String, String> reconcile(Collection<String> names, String invocation, BooleanSupplier timeLeft) {
        Map<String, String> looks = new LinkedHashMap<>();
        RuntimeException failure = null;
        for (String name : names) {
            try (LogContext about = LogContext.dataset(name)) {
                if (timeLeft.getAsBoolean()) {
                    looks.put(
                            name,
                            reconciler
                                    .get()
                                    .reconcile(name, Optional.empty(), invocation, timeLeft)
                                    .said());
                    LOG.info("{}: {}", name, looks.get(name));
                }
            } catch (RuntimeException e) {
                LOG.error("the look at {} failed", name, e);
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return looks;
    }

    /** The datasets below whose source any of these objects lies. */
    public List<String> datasetsForObjects(Set<String> objects) {
        return shelf.names().stream().filter(name -> receives(name, objects)).toList();
    }

    private boolean receives(String name, Set<String> objects) {
        try {
            Optional<Dataset> dataset = shelf.dataset(name);
            return dataset.isPresent()
                    && objects.stream()
                            .anyMatch(object ->
                                    object.startsWith(dataset.get().source().toString()));
        } catch (InvalidDatasetException | IllegalArgumentException e) {
            LOG.warn("{}", e.getMessage());
            return false;
        }
    }

    /** The datasets that clusters of these names work for. */
    public List<String> datasetsForClusters(Set<String> clusterNames) {
        Set<String> there = Set.copyOf(known.names());
        return clusterNames.stream()
                .flatMap(name -> Orphans.dataset(name).stream())
                .filter(there::contains)
                .distinct()
                .toList();
    }
}
