package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cost.CostBound;
import dev.mayfly.orchestrator.cost.Prediction;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Offer;
import dev.mayfly.orchestrator.run.Offers;
import dev.mayfly.orchestrator.run.Rung;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which templates could serve, and what each costs an hour at the most. */
public final class Pricing {
    private final List<ClusterTemplate> templates;
    private final CostBound costs;
    private final Optional<Offer.Priced> cheapest;

    @Inject
    public Pricing(List<ClusterTemplate> templates, CostBound costs) {
        this.templates = templates;
        this.costs = costs;
        this.cheapest = cheapest(templates, costs);
    }

    /** For so much input, by what the dataset asks for. */
    Offers offers(Dataset dataset, long inputBytes) {
        try {
            return offers(
                    ClusterTemplate.choose(templates, dataset.cost().template(), inputBytes),
                    template -> Optional.of(Prediction.lifetime(inputBytes, template.cores())));
        } catch (IllegalArgumentException e) {
            return new Offers(Map.of(Rung.AS_ASKED, new Offer.Unpriced(e.getMessage())), cheapest);
        }
    }

    /** For a run with this first attempt; what was predicted of it holds for as much time on another rung. */
    Offers offers(Attempt first) {
        Optional<Duration> lifetime = first.predicted().map(usd -> usd.lastsAt(first.ratePerHour()));
        return offers(ClusterTemplate.choose(templates, first.template(), 0), template -> lifetime);
    }

    private Offers offers(ClusterTemplate asked, Function<ClusterTemplate, Optional<Duration>> lifetime) {
        Map<Rung, Offer> rungs = new EnumMap<>(Rung.class);
        for (Rung rung : Rung.values()) {
            if (rung == Rung.ON_DEMAND && !asked.asksForSpot()) {
                continue;
            }
            ClusterTemplate template = rung == Rung.SMALLER ? asked.smaller(templates) : asked.on(rung);
            Offer offer = costs.offer(template.name(), template.shape());
            rungs.put(
                    rung,
                    offer instanceof Offer.Priced priced
                            ? new Offer.Priced(priced.template(), priced.ratePerHour(), lifetime.apply(template))
                            : offer);
        }
        return new Offers(rungs, cheapest);
    }

    private static Optional<Offer.Priced> cheapest(List<ClusterTemplate> templates, CostBound costs) {
        return templates.stream()
                .map(template -> costs.offer(template.name(), template.shape()))
                .filter(Offer.Priced.class::isInstance)
                .map(Offer.Priced.class::cast)
                .min(Comparator.comparing(Offer.Priced::ratePerHour));
    }
}
