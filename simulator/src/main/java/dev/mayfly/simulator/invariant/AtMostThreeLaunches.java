package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * At most three clusters that get instances for the same work without a person who asks for a run, or a newer job; by another definition it is
 * other work, even if what was asked for by the one before comes to be later. Whoever uploads other files, and then those of
 * before again, has asked for them anew.
 */
final class AtMostThreeLaunches implements InvariantChecker {
    private static final int MOST = 3;
    private static final Set<String> STARTS_ANEW = Set.of("run", "rerun", "approve", "new job", "new definition");
    private final Account account;
    private final Violations verdicts;
    private final Map<String, Integer> launches = new HashMap<>();
    private final Map<String, String> latest = new HashMap<>();
    private final Set<String> uploadedTo = new HashSet<>();
    private final Map<String, Instant> anew = new HashMap<>();

    AtMostThreeLaunches(Account account, Violations verdicts) {
        this.account = account;
        this.verdicts = verdicts;
    }

    @Override
    public void created(Cluster cluster) {
        if (withoutInstances(cluster)) {
            return;
        }
        AttemptRef.of(cluster.request())
                .ifPresent(works -> AttemptRef.plan(account, cluster.request())
                        .ifPresent(plan ->
                                count(cluster, works, AttemptRef.made(plan).toString())));
    }

    private static boolean withoutInstances(Cluster cluster) {
        return switch (cluster.fate().trouble()) {
            case NO_CAPACITY, NO_ADDRESSES, STUCK_STARTING -> true;
            default -> false;
        };
    }

    private void count(Cluster cluster, AttemptRef works, String work) {
        String before = latest.put(works.tables(), work);
        if (uploadedTo.remove(works.tables()) && !work.equals(before)) {
            launches.keySet().removeIf(counted -> counted.startsWith(works.tables() + " "));
        }
        // What a run of before still launches is no launch of what was asked for since.
        boolean late = AttemptRef.createdAt(works.run()).isBefore(anew.getOrDefault(works.deployment(), Instant.EPOCH));
        int so = launches.merge(works.tables() + (late ? " late " : " ") + work, 1, Integer::sum);
        if (so > MOST) {
            verdicts.violated(
                    "three launches", "cluster %s is number %d for the same inputs".formatted(cluster.id(), so));
        }
    }

    @Override
    public void uploaded(String deployment, String dataset, String key, Buckets.Stored stored) {
        uploadedTo.add(deployment + "/" + dataset);
    }

    @Override
    public void said(String deployment, String command) {
        if (STARTS_ANEW.contains(command)) {
            launches.keySet().removeIf(counted -> counted.startsWith(deployment + "/"));
            anew.put(deployment, account.time().instant());
        }
    }
}
