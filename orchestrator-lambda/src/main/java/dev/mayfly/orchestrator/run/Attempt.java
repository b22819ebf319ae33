package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * One launch of a run: what was intended, with its deadlines and the money put aside, and what became of it. The absolute
 * deadline is when its cluster is ended whatever it does.
 */
public record Attempt(
        int number,
        String clusterName,
        String template,
        Rung rung,
        Optional<String> planSha256,
        Instant intentAt,
        Instant launchDeadline,
        Instant absoluteDeadline,
        Usd ratePerHour,
        Usd reserved,
        Fate fate) {

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
                fate);
    }

    Attempt with(Fate changed) {
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
                changed);
    }

    public Optional<String> clusterId() {
        return fate.clusterId();
    }

    public Optional<Instant> goneAt() {
        return fate.goneAt();
    }

    /** Whether EMR refused it, so that it launched nothing. */
    boolean refused() {
        return fate.state().equals(Fate.REFUSED);
    }

    /** What this attempt may still cost: its reservation until it is known gone, then what it did cost. */
    public Usd committed() {
        return fate.actual().orElse(reserved);
    }
}
