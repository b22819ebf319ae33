package dev.mayfly.job;

import dev.mayfly.job.failure.UnexpectedFailure;
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
        T result = answered(phase, table, work);
        seconds.merge(phase, Duration.between(begun, clock.instant()).toMillis() / MILLIS, Double::sum);
        return result;
    }

    /** What has no words of its own gets those of the phase. */
    private static <T> T answered(String phase, String table, Supplier<T> work) {
        try {
            return work.get();
        } catch (Throwable e) {
            if (Diagnosis.known(e).isPresent()) {
                throw e;
            }
            throw UnexpectedFailure.inStep(doing(phase, table), e);
        }
    }

    private static String doing(String phase, String table) {
        return switch (phase) {
            case "session" -> "while Spark was started";
            case "inputs" -> "while the inputs were held to the plan";
            case "check" -> "while table %s was read".formatted(table);
            case "rejects" -> "while the rejected rows of table %s were written".formatted(table);
            case "write" -> "while table %s was written".formatted(table);
            case "verify" -> "while what was written of table %s was verified".formatted(table);
            default -> "while %s %s".formatted(phase, table);
        };
    }

    Map<String, Double> seconds() {
        return Map.copyOf(seconds);
    }
}
