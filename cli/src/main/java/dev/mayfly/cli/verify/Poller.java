package dev.mayfly.cli.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Looks again until there is something to see, or not any longer. */
final class Poller {
    private Poller() {}

    /** What was seen and after how long; nothing when the time is over. */
    static <T> Optional<Seen<T>> until(Duration limit, Duration glance, Callable<Optional<T>> look) throws Exception {
        Instant begun = Instant.now();
        while (true) {
            Optional<T> seen = look.call();
            Duration after = Duration.between(begun, Instant.now());
            if (seen.isPresent()) {
                return Optional.of(new Seen<>(seen.get(), after));
            }
            if (after.compareTo(limit) > 0) {
                return Optional.empty();
            }
            LockSupport.parkNanos(glance.toNanos());
        }
    }

    record Seen<T>(T what, Duration after) {}
}
