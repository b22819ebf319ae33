package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether an attempt may cost what it could, and the attempt itself with the money put aside for it. */
final class Admission {
    private final DecisionContext look;
    private final Usd budget;
    private final Usd committed;

    /** Within a run's budget of which so much is committed already. */
    Admission(DecisionContext look, Usd budget, Usd committed) {
        this.look = look;
        this.budget = budget;
        this.committed = committed;
    }

    /** Why an attempt on this offer may not be launched. */
    Optional<FailureReason> refusal(Quote offer) {
        return refusals(offer).stream().findFirst();
    }

    /** All that speaks against it: its own budget, and the day's. */
    List<FailureReason> refusals(Quote offer) {
        if (offer instanceof Quote.Unpriced unpriced) {
            return List.of(FailureReason.fatal(FailureReason.Code.UNPRICED, unpriced.why()));
        }
        Quote.Priced priced = (Quote.Priced) offer;
        Usd worst = worst(priced);
        String sum = "template %s at %s an hour for at most %s could cost %s"
                .formatted(priced.template(), priced.ratePerHour(), billed(), worst);
        List<FailureReason> refusals = new ArrayList<>();
        if (committed.plus(worst).exceeds(budget)) {
            refusals.add(FailureReason.fatal(
                    FailureReason.Code.RUN_BUDGET,
                    "%s%s, more than a run's %s: %s"
                            .formatted(sum, alreadyCommitted(), budget, remedy(committed.plus(worst)))));
        }
        day(sum, worst).ifPresent(refusals::add);
        return refusals;
    }

    private Optional<FailureReason> day(String sum, Usd worst) {
        if (worst.exceeds(look.terms().perDay())) {
            return Optional.of(FailureReason.fatal(
                    FailureReason.Code.DAY_BUDGET,
                    "%s, more than a whole day's %s: raise perDayUsd to %s, or lower maxDuration"
                            .formatted(sum, look.terms().perDay(), worst)));
        }
        Usd spent = look.head().spend().on(look.now()).plus(committed);
        if (spent.plus(worst).exceeds(look.terms().perDay())) {
            return Optional.of(FailureReason.retryable(
                    FailureReason.Code.DAY_BUDGET,
                    "%s; with %s spent today that is more than a day's %s: tried again tomorrow, or raise perDayUsd to %s"
                            .formatted(sum, spent, look.terms().perDay(), spent.plus(worst))));
        }
        return Optional.empty();
    }

    private String alreadyCommitted() {
        return committed.equals(Usd.ZERO) ? "" : " beside the %s of earlier attempts".formatted(committed);
    }

    private String remedy(Usd needed) {
        String raise = "raise perRunUsd to %s, or lower maxDuration".formatted(needed);
        return look.seen()
                .offers()
                .cheapest()
                .filter(cheapest -> needed.exceeds(worst(cheapest)))
                .map(cheapest ->
                        "%s; template %s would do with %s".formatted(raise, cheapest.template(), worst(cheapest)))
                .orElse(raise);
    }

    Attempt attempt(String runId, int number, FallbackLevel rung, Quote.Priced priced) {
        Instant now = look.now();
        return new Attempt(
                number,
                look.seen().clusterNamePrefix() + runId + "/a" + number,
                priced.template(),
                rung,
                Optional.empty(),
                now,
                now.plus(look.policy().launchDeadline()),
                now.plus(look.policy().untilAbsoluteDeadline(look.terms().maxDuration())),
                priced.ratePerHour(),
                worst(priced),
                AttemptStatus.UNKNOWN,
                priced.predicted().map(likely -> Usd.least(likely, worst(priced))),
                Usd.ZERO);
    }

    private Usd worst(Quote.Priced priced) {
        return priced.ratePerHour().forHours(billed());
    }

    private Duration billed() {
        return look.policy().longestBilled(look.terms().maxDuration());
    }
}
