package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cost.DurationEstimate;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.Quote;
import dev.mayfly.orchestrator.run.Quotes;
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
    private final HourlyCostBound costs;
    private final Optional<Quote.Priced> cheapest;

    @Inject
    public Pricing(List<ClusterTemplate> templates, HourlyCostBound costs) {
        this.templates = templates;
        this.costs = costs;
        this.cheapest = cheapest(templates, costs);
    }

    /** For so much input, by what the dataset asks for. */
    Quotes offers(Dataset dataset, long inputBytes) {
        try {
            return offers(
                    ClusterTemplate.choose(templates, dataset.cost().template(), inputBytes),
                    template -> Optional.of(DurationEstimate.lifetime(inputBytes, template.cores())));
        } catch (IllegalArgumentException e) {
            return new Quotes(Map.of(FallbackLevel.AS_ASKED, new Quote.Unpriced(e.getMessage())), cheapest);
        }
    }

    /** For a run with this first attempt; what was predicted of it holds for as much time on another rung. */
    Quotes offers(Attempt first) {
        Optional<Duration> lifetime = first.predicted().map(usd -> usd.durationAtRate(first.ratePerHour()));
        return offers(ClusterTemplate.choose(templates, first.template(), 0), template -> lifetime);
    }

    private Quotes offers(ClusterTemplate asked, Function<ClusterTemplate, Optional<Duration>> lifetime) {
        Map<FallbackLevel, Quote> rungs = new EnumMap<>(FallbackLevel.class);
        for (FallbackLevel rung : FallbackLevel.values()) {
            if (rung == FallbackLevel.ON_DEMAND && !asked.asksForSpot()) {
                continue;
            }
            ClusterTemplate template =
                    rung == FallbackLevel.SMALLER ? asked.smaller(templates) : asked.forFallback(rung);
            Quote offer = costs.quote(template.name(), template.shape());
            rungs.put(
                    rung,
                    offer instanceof Quote.Priced priced
                            ? new Quote.Priced(priced.template(), priced.ratePerHour(), lifetime.apply(template))
                            : offer);
        }
        return new Quotes(rungs, cheapest);
    }

    private static Optional<Quote.Priced> cheapest(List<ClusterTemplate> templates, HourlyCostBound costs) {
        return templates.stream()
                .map(template -> costs.quote(template.name(), template.shape()))
                .filter(Quote.Priced.class::isInstance)
                .map(Quote.Priced.class::cast)
                .min(Comparator.comparing(Quote.Priced::ratePerHour));
    }
}
