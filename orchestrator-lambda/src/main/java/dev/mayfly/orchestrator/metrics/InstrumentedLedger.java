package dev.mayfly.orchestrator.metrics;

import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.ledger.S3Ledger;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.Usd;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures every head that is looked at, each minute's among them, so that an alarm does not need a change to sound. */
public final class InstrumentedLedger implements Ledger {
    private final Ledger ledger;
    private final Metrics metrics;
    private final Clock clock;
    private final Usd perDay;

    @Inject
    public InstrumentedLedger(S3Ledger ledger, Metrics metrics, Clock clock, @Named("perDay") Usd perDay) {
        this((Ledger) ledger, metrics, clock, perDay);
    }

    InstrumentedLedger(Ledger ledger, Metrics metrics, Clock clock, Usd perDay) {
        this.ledger = ledger;
        this.metrics = metrics;
        this.clock = clock;
        this.perDay = perDay;
    }

    @Override
    public Optional<Stored> read(String dataset) {
        Optional<Stored> stored = ledger.read(dataset);
        stored.map(Stored::head).ifPresent(this::measure);
        return stored;
    }

    private void measure(DatasetState head) {
        Map<String, Double> values = Gauges.of(head, perDay, clock.instant());
        if (!values.isEmpty()) {
            Map<String, String> about = new HashMap<>(Map.of("dataset", head.dataset()));
            head.run().ifPresent(run -> about.put("runId", run.id()));
            metrics.put(values, about);
        }
    }

    @Override
    public Swap swap(Optional<Stored> before, DatasetState next) {
        return ledger.swap(before, next);
    }

    @Override
    public void archive(Run run) {
        ledger.archive(run);
    }

    @Override
    public Optional<Run> run(String dataset, String runId) {
        return ledger.run(dataset, runId);
    }

    @Override
    public List<String> runIds(String dataset, int most) {
        return ledger.runIds(dataset, most);
    }
}
