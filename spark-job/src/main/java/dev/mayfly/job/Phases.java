package dev.mayfly.job;

import dev.mayfly.job.progress.ProgressReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Times each phase of a step and tells the progress report which one it is in. */
final class Phases {
    private static final double MILLIS = 1_000;

    private final Clock clock;
    private final ProgressReport progress;
    private final Map<String, Double> seconds = new TreeMap<>();

    Phases(Clock clock, ProgressReport progress) {
        this.clock = clock;
        this.progress = progress;
    }

    <T> T in(String phase, String table, Supplier<T> work) {
        progress.phase(phase, table);
        Instant begun = clock.instant();
        T result = work.get();
        seconds.merge(phase, Duration.between(begun, clock.instant()).toMillis() / MILLIS, Double::sum);
        return result;
    }

    Map<String, Double> seconds() {
        return Map.copyOf(seconds);
    }
}
