package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.util.Optional;

/** What a cluster for these inputs would be and cost at the most an hour, or why it has no price. */
public sealed interface Quote {
    /** A template with its bounded rate, and how long its cluster will probably live, where anybody can say. */
    record Priced(String template, Usd ratePerHour, Optional<Duration> lifetime) implements Quote {
        public Priced(String template, Usd ratePerHour) {
            this(template, ratePerHour, Optional.empty());
        }

        /** What it will probably cost. */
        Optional<Usd> predicted() {
            return lifetime.map(ratePerHour::forHours);
        }
    }

    /** Nothing can be promised about the cost, so nothing is launched. */
    record Unpriced(String why) implements Quote {}
}
