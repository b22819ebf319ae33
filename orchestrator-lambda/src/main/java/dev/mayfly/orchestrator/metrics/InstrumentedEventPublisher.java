package dev.mayfly.orchestrator.metrics;

import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.signal.EventBridgeGateway;
import dev.mayfly.orchestrator.signal.EventPublisher;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Counts events that the bus did not take and will not. */
public final class InstrumentedEventPublisher implements EventPublisher {
    private final EventPublisher told;
    private final Metrics metrics;

    @Inject
    public InstrumentedEventPublisher(EventBridgeGateway told, Metrics metrics) {
        this((EventPublisher) told, metrics);
    }

    InstrumentedEventPublisher(EventPublisher told, Metrics metrics) {
        this.told = told;
        this.metrics = metrics;
    }

    @Override
    public void published(Run run) {
        try {
            told.published(run);
        } catch (UndeliverableException e) {
            metrics.put(Map.of("NoticeRefused", 1.0), Map.of("runId", run.id(), "dataset", run.dataset()));
            throw e;
        }
    }

    @Override
    public void look(List<String> datasets) {
        told.look(datasets);
    }
}
