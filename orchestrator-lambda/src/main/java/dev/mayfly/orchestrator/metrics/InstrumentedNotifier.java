package dev.mayfly.orchestrator.metrics;

import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.notice.SnsNotifierGateway;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Counts what people are told: runs by their end, orphans, and what the topic did not take and will not. */
public final class InstrumentedNotifier implements Notifier {
    private final Notifier told;
    private final Metrics metrics;

    @Inject
    public InstrumentedNotifier(SnsNotifierGateway told, Metrics metrics) {
        this((Notifier) told, metrics);
    }

    InstrumentedNotifier(Notifier told, Metrics metrics) {
        this.told = told;
        this.metrics = metrics;
    }

    @Override
    public void announce(Run run) {
        String state = run.state().name();
        Map<String, Double> values = new HashMap<>();
        // A repair shows nothing new: it must not keep the alarm silent that nothing was published.
        values.put(
                run.kind() == Run.Kind.REPAIR && state.equals("SUCCEEDED")
                        ? "CatalogRepaired"
                        : "Run" + state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT),
                1.0);
        values.put("RunUsd", run.committed().amount().doubleValue());
        Map<String, String> about = Map.of("runId", run.id(), "dataset", run.dataset());
        metrics.put(values, about);
        try {
            told.announce(run);
        } catch (UndeliverableException e) {
            metrics.put(Map.of("NoticeRefused", 1.0), about);
            throw e;
        }
    }

    @Override
    public void orphanTerminated(String clusterId, String clusterName, String why) {
        metrics.put(Map.of("OrphanFound", 1.0), Map.of("clusterId", clusterId, "clusterName", clusterName));
        told.orphanTerminated(clusterId, clusterName, why);
    }
}
