package dev.mayfly.orchestrator.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a cluster could be and cost on each rung of the ladder, and the cheapest of all templates. */
public record Offers(Map<Rung, Offer> rungs, Optional<Offer.Priced> cheapest) {
    /** Nobody asked. */
    public static final Offers NONE = new Offers(Map.of(), Optional.empty());

    public Offers {
        rungs = rungs.isEmpty() ? Map.of() : java.util.Collections.unmodifiableMap(new EnumMap<>(rungs));
    }

    /** The next rung down on which anything is offered: a template without spot has nothing to offer on demand that it did not before. */
    Optional<Rung> below(Rung rung) {
        return rung.below().stream().filter(rungs::containsKey).findFirst();
    }

    Offer on(Rung rung) {
        return rungs.getOrDefault(rung, new Offer.Unpriced("no template was priced for it"));
    }
}
