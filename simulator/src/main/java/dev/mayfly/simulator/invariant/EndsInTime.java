package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.time.Duration;
import java.time.Instant;

/**
 * Every cluster is told to stop by its absolute deadline and two ticks while the control plane can act, and by ten minutes
 * after the deadline, or as soon as its node is up, whatever else is dead.
 */
final class EndsInTime implements InvariantChecker {
    private static final Duration TWO_TICKS = Duration.ofSeconds(125);
    private static final Duration DEAD_MAN = Duration.ofMinutes(10);
    private static final Duration START_UP = Duration.ofMinutes(3);
    private static final Duration A_BREATH = Duration.ofSeconds(2);
    private final Account account;
    private final Violations verdicts;
    private final Duration longest;
    private final java.util.function.BooleanSupplier controlPlaneActs;

    EndsInTime(
            Account account,
            Violations verdicts,
            Duration longest,
            java.util.function.BooleanSupplier controlPlaneActs) {
        this.account = account;
        this.verdicts = verdicts;
        this.longest = longest;
        this.controlPlaneActs = controlPlaneActs;
    }

    @Override
    public void created(Cluster cluster) {
        AttemptRef.plan(account, cluster.request()).ifPresent(plan -> {
            // A cluster comes after its intent: a later deadline than this is none that was promised.
            Instant latest = cluster.createdAt().plus(longest);
            Instant deadline = plan.deadline().isAfter(latest) ? latest : plan.deadline();
            at(deadline, () -> {
                boolean acts = controlPlaneActs.getAsBoolean();
                at(deadline.plus(TWO_TICKS), () -> {
                    if (acts && !cluster.leaving()) {
                        verdicts.violated(
                                "told to stop by the deadline and two ticks",
                                "%s has the deadline %s and works on".formatted(cluster.id(), deadline));
                    }
                });
            });
            // The timer knows the moment; a node that comes up after it powers off at once.
            Instant moment = deadline.plus(DEAD_MAN);
            Instant up = cluster.createdAt().plus(START_UP);
            at((up.isAfter(moment) ? up : moment).plus(A_BREATH), () -> {
                // Without a node there is nothing that could power off, and nothing to pay.
                if (!cluster.leaving() && cluster.up()) {
                    verdicts.violated(
                            "told to stop by ten minutes after the deadline",
                            "%s has the deadline %s and works on".formatted(cluster.id(), deadline));
                }
            });
        });
    }

    private void at(Instant when, Runnable what) {
        account.time().after(Duration.between(account.time().instant(), when).toMillis() + 1, what);
    }
}
