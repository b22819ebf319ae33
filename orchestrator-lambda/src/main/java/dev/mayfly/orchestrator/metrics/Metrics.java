package dev.mayfly.orchestrator.metrics;

import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.Map;
import java.util.function.Consumer;

/** Where numbers for alarms and the dashboard go: the function's log, which CloudWatch reads. */
public final class Metrics {
    private final Clock clock;
    private final String deployment;
    private final Consumer<String> log;

    @Inject
    public Metrics(Clock clock, @Named("deployment") String deployment, @Named("log") Consumer<String> log) {
        this.clock = clock;
        this.deployment = deployment;
        this.log = log;
    }

    void put(Map<String, Double> values, Map<String, String> about) {
        log.accept(MetricLine.of(clock.instant(), deployment, values, about));
    }
}
