package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/**
 * A launch that got no instances is followed by the next rung's in the same run, as long as there is one, and neither where nor as
 * what it was refused; where one rung has capacity, the run ends on it.
 */
final class ClimbsTheLadder implements InvariantChecker {
    private static final String FAILED = "FAILED";
    /** As asked for, other types, a smaller template; the template of most histories has no spot to do without. */
    private static final int RUNGS = 3;

    private final Account account;
    private final Violations verdicts;
    private final Attempts attempts;
    private final boolean ample;
    private final Duration untilTooLate;

    ClimbsTheLadder(Account account, Violations verdicts, Attempts attempts, boolean ample, Duration untilTooLate) {
        this.account = account;
        this.verdicts = verdicts;
        this.attempts = attempts;
        this.ample = ample;
        this.untilTooLate = untilTooLate;
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        AttemptRef.of(request).ifPresent(works -> judge(works, request));
    }

    private void judge(AttemptRef works, RunJobFlowRequest request) {
        List<Cluster> before = attempts.of(works.run()).stream()
                .filter(cluster -> Attempts.number(cluster) < works.attempt())
                .toList();
        List<Cluster> refused = before.stream()
                .filter(Attempts::withoutCapacity)
                .filter(cluster -> attempts.goneSince(cluster).isPresent())
                .toList();
        if (refused.stream()
                .anyMatch(cluster -> Attempts.number(cluster) == works.attempt() - 1 && same(cluster, request))) {
            verdicts.violated(
                    "not where it was refused", works.attemptName() + " asks again for what there was no capacity for");
        }
        Set<String> full = new HashSet<>();
        refused.forEach(cluster -> cluster.subnet().ifPresent(full::add));
        Set<String> used = new HashSet<>(full);
        before.forEach(cluster -> cluster.subnet().ifPresent(used::add));
        boolean others = before.stream()
                .flatMap(cluster -> cluster.request().instances().ec2SubnetIds().stream())
                .anyMatch(subnet -> !used.contains(subnet));
        if (others && request.instances().ec2SubnetIds().stream().anyMatch(full::contains)) {
            verdicts.violated(
                    "not where it was refused",
                    "%s asks in %s, of which %s had no capacity"
                            .formatted(works.attemptName(), request.instances().ec2SubnetIds(), full));
        }
    }

    private static boolean same(Cluster cluster, RunJobFlowRequest request) {
        return cluster.request().instances().equals(request.instances());
    }

    @Override
    public void noticed(Notice notice) {
        if (notice.good()) {
            return;
        }
        attempts.lastKnownGone(notice.of())
                .filter(Attempts::withoutCapacity)
                .filter(last -> account.habits().capacity() != Capacity.ANY || climbsOn(notice, last))
                .ifPresent(last -> verdicts.violated(
                        "climbs the ladder",
                        "run %s ends %s after attempt %d had no capacity"
                                .formatted(notice.of(), notice.end(), Attempts.number(last))));
    }

    /**
     * Nobody knows which rung has capacity, but there is one left, with time and money for it. A run that ends later than a launch may
     * come had no chance where services failed until then.
     */
    private boolean climbsOn(Notice notice, Cluster last) {
        List<Cluster> all = attempts.of(notice.of());
        Instant first = all.get(0).createdAt();
        long asked = all.stream()
                .map(cluster -> cluster.request().instances())
                .distinct()
                .count();
        boolean inTime = account.time().instant().isBefore(first.plus(untilTooLate));
        return ample
                && notice.end().equals(FAILED)
                && asked < RUNGS
                // A launch of which no cluster came may have got instances, as far as the function knows, and counts.
                && all.size() == Attempts.number(last)
                && all.stream().allMatch(Attempts::withoutCapacity)
                && inTime
                && !attempts.stoppedByAPerson(last);
    }
}
