package dev.mayfly.orchestrator.metrics;

import dev.mayfly.orchestrator.notice.NotHandedOnException;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.signal.EventBridgeSignalGateway;
import dev.mayfly.orchestrator.signal.Signals;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Counts events that the bus did not take and will not. */
public final class MeasuredSignals implements Signals {
    private final Signals told;
    private final Metrics metrics;

    @Inject
    public MeasuredSignals(EventBridgeSignalGateway told, Metrics metrics) {
        this((Signals) told, metrics);
    }

    MeasuredSignals(Signals told, Metrics metrics) {
        this.told = told;
        this.metrics = metrics;
    }

    @Override
    public void published(Run run) {
        try {
            told.published(run);
        } catch (NotHandedOnException e) {
            metrics.put(Map.of("NoticeRefused", 1.0), Map.of("runId", run.id(), "dataset", run.dataset()));
            throw e;
        }
    }

    @Override
    public void look(List<String> datasets) {
        told.look(datasets);
    }
}
