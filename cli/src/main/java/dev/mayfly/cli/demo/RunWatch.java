package dev.mayfly.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.run.Orchestrator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Watches a dataset's run until it is over, telling at each look how it stands. */
final class RunWatch {
    private static final Set<String> OVER = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "REJECTED", "HELD");
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(700);
    private final Orchestrator orchestrator;
    private final Clock clock;

    RunWatch(Orchestrator orchestrator, Clock clock) {
        this.orchestrator = orchestrator;
        this.clock = clock;
    }

    /** The finished run; after {@code patience} an exception says where it stood. */
    JsonNode untilOver(String dataset, Duration patience, Consumer<JsonNode> look) {
        Instant end = clock.instant().plus(patience);
        JsonNode run = orchestrator.latestRun(dataset, patience);
        while (!OVER.contains(run.path("state").asText())) {
            if (clock.instant().isAfter(end)) {
                throw new IllegalStateException(
                        "after %s there is still no end: %s".formatted(patience, orchestrator.standing(dataset)));
            }
            if (run.isObject()) {
                look.accept(run);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            run = orchestrator.latestRun(dataset, Duration.between(clock.instant(), end));
        }
        return run;
    }
}
