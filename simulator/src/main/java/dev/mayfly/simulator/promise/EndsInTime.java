package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Witness;
import java.time.Duration;
import java.time.Instant;

/**
 * Every cluster is told to stop by its absolute deadline and two ticks while the control plane can act, and by ten minutes
 * after the deadline, counted from the node's start, whatever else is dead.
 */
final class EndsInTime implements Witness {
    private static final Duration TWO_TICKS = Duration.ofSeconds(125);
    private static final Duration DEAD_MAN = Duration.ofMinutes(10);
    private static final Duration START_UP = Duration.ofMinutes(3);
    private final Account account;
    private final Verdicts verdicts;
    private final Duration untilDeadline;
    private final java.util.function.BooleanSupplier controlPlaneActs;

    EndsInTime(
            Account account,
            Verdicts verdicts,
            Duration untilDeadline,
            java.util.function.BooleanSupplier controlPlaneActs) {
        this.account = account;
        this.verdicts = verdicts;
        this.untilDeadline = untilDeadline;
        this.controlPlaneActs = controlPlaneActs;
    }

    @Override
    public void created(Cluster cluster) {
        Works.plan(account, cluster.request()).ifPresent(plan -> {
            at(plan.deadline(), () -> {
                boolean acts = controlPlaneActs.getAsBoolean();
                at(plan.deadline().plus(TWO_TICKS), () -> {
                    if (acts && !cluster.leaving()) {
                        verdicts.broken(
                                "told to stop by the deadline and two ticks",
                                "%s has the deadline %s and works on".formatted(cluster.id(), plan.deadline()));
                    }
                });
            });
            // The timer counts from the node's own start, which a late request puts off.
            Instant asked = plan.deadline().minus(untilDeadline);
            Duration late = Duration.between(asked, cluster.createdAt()).plus(START_UP);
            at(plan.deadline().plus(DEAD_MAN).plus(late), () -> {
                if (!cluster.leaving()) {
                    verdicts.broken(
                            "told to stop by ten minutes after the deadline",
                            "%s has the deadline %s and works on".formatted(cluster.id(), plan.deadline()));
                }
            });
        });
    }

    private void at(Instant when, Runnable what) {
        account.time().after(Duration.between(account.time().instant(), when).toMillis() + 1, what);
    }
}
