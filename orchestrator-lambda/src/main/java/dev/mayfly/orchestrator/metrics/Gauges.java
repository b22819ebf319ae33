package dev.mayfly.orchestrator.metrics;

import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.Transition;
import dev.mayfly.orchestrator.run.Usd;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** How a dataset stands, in numbers that should stay low. */
final class Gauges {
    private Gauges() {}

    static Map<String, Double> of(DatasetState head, Usd perDay, Instant now) {
        Map<String, Double> values = new HashMap<>();
        head.run().ifPresent(run -> {
            values.put("SecondsPastDeadline", pastDeadline(run, now));
            values.put("PublishingSeconds", publishing(run, now));
        });
        boolean today = head.spend().day().equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
        Usd spent = (today ? head.spend().amount() : Usd.ZERO)
                .plus(head.run().map(Run::committed).orElse(Usd.ZERO));
        if (perDay.amount().signum() > 0 && spent.amount().signum() > 0) {
            values.put(
                    "DaySpendPercent",
                    spent.amount().multiply(BigDecimal.valueOf(100)).doubleValue()
                            / perDay.amount().doubleValue());
        }
        return values;
    }

    /** Of clusters that are not known to be gone; a run that launched nothing has none. */
    private static double pastDeadline(Run run, Instant now) {
        return run.attempts().stream()
                .filter(attempt -> attempt.goneAt().isEmpty())
                .map(Attempt::absoluteDeadline)
                .mapToDouble(deadline -> since(deadline, now))
                .max()
                .orElse(0);
    }

    private static double publishing(Run run, Instant now) {
        return run.state().name().equals("PUBLISHING")
                ? run.history().stream()
                        .reduce((earlier, later) -> later)
                        .map(Transition::at)
                        .map(at -> since(at, now))
                        .orElse(0.0)
                : 0;
    }

    private static double since(Instant then, Instant now) {
        return Math.max(0, Duration.between(then, now).toSeconds());
    }
}
