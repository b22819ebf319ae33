package dev.mayfly.simulator.invariant;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A cluster that is alive is not given up while it may just not be shown yet: that would pay for it twice. */
final class WaitsBeforeItRevokes implements InvariantChecker {
    private final Account account;
    private final Violations verdicts;
    private final Duration beforeDeadline;
    private final Duration window;

    WaitsBeforeItRevokes(Account account, Violations verdicts, Duration beforeDeadline, Duration window) {
        this.account = account;
        this.verdicts = verdicts;
        this.beforeDeadline = beforeDeadline;
        this.window = window;
    }

    @Override
    public void wrote(String bucket, String key, byte[] before, byte[] after) {
        if (!key.startsWith("claims/") || !new String(after, StandardCharsets.UTF_8).contains("REVOKED")) {
            return;
        }
        String attempt = key.substring("claims/".length()).replace(".json", "");
        account.clusters().stream()
                .filter(cluster -> !cluster.leaving())
                .filter(cluster -> AttemptRef.of(cluster.request())
                        .map(AttemptRef::attemptName)
                        .filter(attempt::equals)
                        .isPresent())
                .findFirst()
                .ifPresent(cluster -> judge(attempt, cluster));
    }

    private void judge(String attempt, Cluster cluster) {
        boolean wasShown =
                account.freshlyListed().orElse(0) > cluster.createdAt().toEpochMilli() + 1_000;
        if (wasShown) {
            verdicts.violated("adopts what is shown", "%s is alive and was shown".formatted(attempt));
        }
        Optional.of(cluster)
                .flatMap(known -> AttemptRef.plan(account, known.request()))
                .filter(this::tooEarly)
                .ifPresent(plan -> verdicts.violated("waits before it revokes", attempt + " is alive"));
    }

    private boolean tooEarly(RunPlan plan) {
        return account.time()
                .instant()
                .isBefore(plan.deadline().minus(beforeDeadline).plus(window));
    }
}
