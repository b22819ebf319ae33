package dev.mayfly.simulator.invariant;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Buckets;
import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;

/** When a person has terminated the cluster of an attempt in time, the same work is launched again only when somebody asks for it. */
final class StaysTerminated implements InvariantChecker {
    private static final Set<String> STARTS_ANEW = Set.of("run", "rerun", "approve", "new job", "new definition");
    private final Account account;
    private final Violations verdicts;
    private final Duration beforeDeadline;
    private final Duration launchDeadline;
    private final Map<String, Terminated> terminated = new HashMap<>();
    private final Map<String, Instant> killed = new HashMap<>();
    /** When somebody last gave a reason for a new run, by deployment or by its dataset. */
    private final Map<String, Instant> reasons = new HashMap<>();

    /** The work whose cluster a person terminated, and since when the function has known. */
    private record Terminated(Instant since, Set<String> work) {}

    StaysTerminated(Account account, Violations verdicts, Duration beforeDeadline, Duration launchDeadline) {
        this.account = account;
        this.verdicts = verdicts;
        this.beforeDeadline = beforeDeadline;
        this.launchDeadline = launchDeadline;
    }

    @Override
    public void toldToStop(Cluster cluster, Cause cause) {
        if (cause == Cause.PERSON) {
            killed.put(cluster.id(), account.time().instant());
        }
    }

    @Override
    public void said(String deployment, String command) {
        if (STARTS_ANEW.contains(command)) {
            forget(deployment + "/");
        }
    }

    @Override
    public void uploaded(String deployment, String dataset, String key, Buckets.Stored stored) {
        forget(deployment + "/" + dataset);
    }

    private void forget(String tables) {
        reasons.put(tables, account.time().instant());
        terminated.keySet().removeIf(known -> known.startsWith(tables));
    }

    @Override
    public void shownGone(Cluster cluster) {
        if (!killed.containsKey(cluster.id()) || cluster.view().stepStarted().isPresent()) {
            return;
        }
        AttemptRef.of(cluster.request())
                .ifPresent(works -> AttemptRef.plan(account, cluster.request())
                        .filter(plan -> inTime(cluster, plan) && !asksForAnother(works))
                        .ifPresent(plan -> terminated.putIfAbsent(
                                works.tables(), new Terminated(account.time().instant(), AttemptRef.made(plan)))));
    }

    /** Whether there is a reason for another run that came after this one had begun. */
    private boolean asksForAnother(AttemptRef works) {
        Instant begun = AttemptRef.createdAt(works.run());
        String deployment = works.tables().substring(0, works.tables().indexOf('/') + 1);
        return Stream.of(deployment, works.tables())
                .anyMatch(name -> !reasons.getOrDefault(name, Instant.EPOCH).isBefore(begun));
    }

    /** Later it may have been the deadline that ended it, as far as anybody can see. */
    private boolean inTime(Cluster cluster, RunPlan plan) {
        Instant intent = plan.deadline().minus(beforeDeadline);
        return cluster.view().ended().orElseThrow().isBefore(intent.plus(launchDeadline));
    }

    @Override
    public void launchReceived(RunJobFlowRequest request) {
        Optional<AttemptRef> works = AttemptRef.of(request);
        works.map(AttemptRef::tables)
                .map(terminated::get)
                .ifPresent(before -> AttemptRef.plan(account, request)
                        .filter(plan -> plan.deadline().minus(beforeDeadline).isAfter(before.since())
                                && AttemptRef.made(plan).equals(before.work()))
                        .ifPresent(plan -> verdicts.violated(
                                "stays terminated",
                                works.get().attemptName() + " is launched after a person terminated its cluster")));
    }
}
