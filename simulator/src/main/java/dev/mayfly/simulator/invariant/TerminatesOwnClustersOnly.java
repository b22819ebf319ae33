package dev.mayfly.simulator.invariant;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Another deployment's clusters are never touched, and a healthy one of ours that has time left is not told to stop. */
final class TerminatesOwnClustersOnly implements InvariantChecker {
    private final Account account;
    private final Violations verdicts;
    private final Duration maxDuration;
    private final Set<String> stoppedByAPerson = new HashSet<>();

    TerminatesOwnClustersOnly(Account account, Violations verdicts, Duration maxDuration) {
        this.account = account;
        this.verdicts = verdicts;
        this.maxDuration = maxDuration;
    }

    @Override
    public void said(String deployment, String command) {
        if (command.equals("cancel") || command.equals("drain")) {
            stoppedByAPerson.add(deployment);
        }
    }

    @Override
    public void terminateCalled(Cluster cluster, Cause cause) {
        Optional<AttemptRef> works = AttemptRef.of(cluster.request());
        if (cause != Cause.CONTROL_PLANE) {
            return;
        }
        String caller = account.gate().caller();
        if (works.isEmpty() || !works.get().deployment().equals(caller)) {
            verdicts.violated(
                    "others are left alone",
                    "%s told %s, %s, to stop"
                            .formatted(caller, cluster.id(), cluster.request().name()));
            return;
        }
        if (!cluster.leaving() && alone(cluster) && !stoppedByAPerson.contains(caller)) {
            AttemptRef.plan(account, cluster.request())
                    .filter(plan -> healthy(cluster, plan))
                    .ifPresent(plan -> verdicts.violated(
                            "a healthy cluster is left to work",
                            "%s was told to stop; its deadline was %s".formatted(cluster.id(), plan.deadline())));
        }
    }

    private boolean alone(Cluster cluster) {
        return account.clusters().stream()
                        .filter(other ->
                                other.request().name().equals(cluster.request().name()))
                        .count()
                == 1;
    }

    private boolean healthy(Cluster cluster, RunPlan plan) {
        boolean revoked = account.buckets()
                .get(plan.claim())
                .map(claim -> new String(claim.bytes(), StandardCharsets.UTF_8).contains("REVOKED"))
                .orElse(false);
        var now = account.time().instant();
        boolean started = cluster.view().stepStarted().isPresent();
        boolean inTime = started
                ? now.isBefore(cluster.view().stepStarted().get().plus(maxDuration)) && now.isBefore(plan.deadline())
                : now.isBefore(plan.deadline().minus(maxDuration));
        return !revoked && inTime;
    }
}
