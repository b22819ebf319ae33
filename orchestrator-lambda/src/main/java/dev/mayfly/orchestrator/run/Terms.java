package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.util.Map;

/**
 * What a dataset's owner asked for, as far as decisions depend on it; limits are already the lesser of the owner's and the
 * deployment's. {@code maxShrink} says for each table by what share its rows may drop; {@code holdsRemoved} that a file
 * which vanished stops it. {@code quiet} zero with {@code manifestOnly} means that only a manifest makes inputs ready.
 */
public record Terms(
        String dataset,
        String definitionHash,
        boolean manifestOnly,
        Duration quiet,
        Duration maxWait,
        Usd perRun,
        Usd perDay,
        Duration maxDuration,
        boolean holdsRemoved,
        Map<String, Double> maxShrink) {
    public Terms {
        maxShrink = Map.copyOf(maxShrink);
    }
}
