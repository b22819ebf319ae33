package dev.mayfly.cli.verify;

import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.cost.PriceBook;
import dev.mayfly.orchestrator.run.Quote;
import dev.mayfly.orchestrator.run.RunPolicy;
import dev.mayfly.orchestrator.run.Usd;
import java.time.Duration;

/**
 * The most that a verification can cost: two launches of the run, each paid to its last end, two probes of an hour, and the rest.
 * The deployment's ceilings are set to the run's share, so the function itself refuses to go beyond it.
 */
record WorstCase(Usd hour, Usd run, Usd probes, Usd rest) {
    /** Of the step; the dataset's definition is given the same. */
    static final Duration STEP = Duration.ofMinutes(20);

    private static final int LAUNCHES = 2;
    private static final int PROBES = 2;
    private static final Duration PROBE = Duration.ofHours(1);
    /** Athena's workgroup stops a query at half a dollar; requests, storage for an hour and logs are cents. */
    private static final Usd REST = Usd.of("0.75");

    /** In a region whose prices are shipped; another fails closed. */
    static WorstCase in(String region) {
        ClusterTemplate single = ProbeCluster.single();
        Quote offer = new HourlyCostBound(PriceBook.shipped(region)).quote(single.name(), single.shape());
        if (!(offer instanceof Quote.Priced priced)) {
            throw new IllegalStateException("nobody can say what this may cost: " + offer);
        }
        Usd run = Usd.ZERO;
        for (int i = 0; i < LAUNCHES; i++) {
            run = run.plus(priced.ratePerHour().forHours(RunPolicy.STANDARD.longestBilled(STEP)));
        }
        Usd probes = Usd.ZERO;
        for (int i = 0; i < PROBES; i++) {
            probes = probes.plus(priced.ratePerHour().forHours(PROBE));
        }
        return new WorstCase(priced.ratePerHour(), run, probes, REST);
    }

    Usd total() {
        return run.plus(probes).plus(rest);
    }

    /** Refuses what may cost more than its owner allows, before anything is made. */
    void within(Usd limit) {
        if (total().exceeds(limit)) {
            throw new IllegalArgumentException("this may cost %s and --max-usd allows %s, so nothing was started: %s"
                    .formatted(total(), limit, this));
        }
    }

    @Override
    public String toString() {
        return "%s an hour; %d launches of the run %s + %d probes of an hour %s + requests, queries and storage %s = %s"
                .formatted(hour, LAUNCHES, run, PROBES, probes, rest, total());
    }
}
