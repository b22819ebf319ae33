package dev.mayfly.orchestrator.cost;

import dev.mayfly.orchestrator.run.ClusterShape;
import dev.mayfly.orchestrator.run.Quote;
import dev.mayfly.orchestrator.run.Usd;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The most that a cluster can cost an hour: the dearest type of every fleet, on demand, with EMR's fee and its disk. */
public final class HourlyCostBound {
    private static final int ROOT_DISK_GB = 15;
    private final PriceBook prices;
    private final Map<String, Usd> hours;

    public HourlyCostBound(PriceBook prices) {
        this.prices = prices;
        this.hours = prices.hours();
    }

    /** A bounded rate, or why there is none: a type without a price fails closed. */
    public Quote quote(String template, ClusterShape shape) {
        List<String> unpriced = new ArrayList<>();
        Usd rate = Usd.ZERO;
        for (ClusterShape.Fleet fleet : shape.fleets()) {
            fleet.types().stream().filter(type -> !hours.containsKey(type)).forEach(unpriced::add);
            Usd each = dearest(fleet).plus(prices.diskHour(fleet.diskGb() + ROOT_DISK_GB));
            for (int i = 0; i < fleet.instances(); i++) {
                rate = rate.plus(each);
            }
        }
        return unpriced.isEmpty()
                ? new Quote.Priced(template, rate)
                : new Quote.Unpriced(
                        "template %s uses %s, which the price book of %s as of %s does not list: add the price, or take a listed type"
                                .formatted(template, unpriced, prices.region(), prices.asOf()));
    }

    private Usd dearest(ClusterShape.Fleet fleet) {
        return fleet.types().stream()
                .map(type -> hours.getOrDefault(type, Usd.ZERO))
                .max(Comparator.naturalOrder())
                .orElse(Usd.ZERO);
    }
}
