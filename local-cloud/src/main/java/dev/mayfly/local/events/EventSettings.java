package dev.mayfly.local.events;

import java.time.Duration;
import java.util.Optional;

/** How unkind delivery is: a share of it comes twice, each waits up to {@code longestDelay}, by a seed; {@code tick} shortens every schedule rule. */
public record EventSettings(long seed, double duplicateShare, Duration longestDelay, Optional<Duration> tick) {
    public EventSettings {
        if (duplicateShare < 0 || duplicateShare > 1) {
            throw new IllegalArgumentException("duplicateShare is " + duplicateShare + "; give a share from 0 to 1");
        }
        if (longestDelay.isNegative()) {
            throw new IllegalArgumentException("longestDelay is " + longestDelay + "; give zero or more");
        }
    }

    /** Every event once, at once. */
    public static EventSettings kind() {
        return new EventSettings(1, 0, Duration.ZERO, Optional.empty());
    }
}
