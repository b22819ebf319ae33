package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One launch of a run: what was intended, with its deadlines and the money put aside, and what became of it. The absolute
 * deadline is when its cluster is ended whatever it does. Four figures of its money are kept: what was predicted, the worst
 * case that is reserved, what had accrued when the run came to its present state, and in its fate what it did cost.
 */
public record Attempt(
        int number,
        String clusterName,
        String template,
        FallbackLevel rung,
        Optional<String> planSha256,
        Instant intentAt,
        Instant launchDeadline,
        Instant absoluteDeadline,
        Usd ratePerHour,
        Usd reserved,
        AttemptStatus fate,
        Optional<Usd> predicted,
        Usd accrued) {
    public Attempt {
        // An attempt that was written before these were kept does not say them.
        predicted = predicted == null ? Optional.empty() : predicted;
        accrued = accrued == null ? Usd.ZERO : accrued;
    }

    public Attempt withPlan(String sha256) {
        return new Attempt(
                number,
                clusterName,
                template,
                rung,
                Optional.of(sha256),
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                fate,
                predicted,
                accrued);
    }

    Attempt with(AttemptStatus changed) {
        return new Attempt(
                number,
                clusterName,
                template,
                rung,
                planSha256,
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                changed,
                predicted,
                accrued);
    }

    /** With what it has cost up to now: at its bounded rate, never more than is reserved; once it is gone, what it did cost. */
    public Attempt accruedAt(Instant now) {
        Duration soFar = Duration.between(intentAt, now);
        Usd cost = fate.actual()
                .orElseGet(() -> Usd.least(ratePerHour.forHours(soFar.isNegative() ? Duration.ZERO : soFar), reserved));
        return new Attempt(
                number,
                clusterName,
                template,
                rung,
                planSha256,
                intentAt,
                launchDeadline,
                absoluteDeadline,
                ratePerHour,
                reserved,
                fate,
                predicted,
                cost);
    }

    public Optional<String> clusterId() {
        return fate.clusterId();
    }

    public Optional<Instant> goneAt() {
        return fate.goneAt();
    }

    /** Whether EMR refused it, so that it launched nothing. */
    boolean refused() {
        return fate.state().equals(AttemptStatus.REFUSED);
    }

    /** What this attempt may still cost: its reservation until it is known gone, then what it did cost. */
    public Usd committed() {
        return fate.actual().orElse(reserved);
    }
}
