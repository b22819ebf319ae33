package dev.mayfly.orchestrator.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a cluster could be and cost on each rung of the ladder, and the cheapest of all templates. */
public record Quotes(Map<FallbackLevel, Quote> rungs, Optional<Quote.Priced> cheapest) {
    /** Nobody asked. */
    public static final Quotes NONE = new Quotes(Map.of(), Optional.empty());

    public Quotes {
        rungs = rungs.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new EnumMap<>(rungs));
    }

    /** The next rung down on which anything is offered: a template without spot has nothing to offer on demand that it did not before. */
    Optional<FallbackLevel> below(FallbackLevel rung) {
        return rung.below().stream().filter(rungs::containsKey).findFirst();
    }

    Quote on(FallbackLevel rung) {
        return rungs.getOrDefault(rung, new Quote.Unpriced("no template was priced for it"));
    }
}
