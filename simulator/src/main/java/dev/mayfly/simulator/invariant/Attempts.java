package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clusters of each run, when the function was shown that one is gone, and which deployments a person gave a command. */
final class Attempts implements InvariantChecker {
    private static final Set<String> STOPS = Set.of("hold", "cancel", "drain");
    private static final Pattern NAME = Pattern.compile("\"mayfly/[^/\"]+/[^/\"]+/([^/\"]+)/a([0-9]+)\"");
    private final Account account;
    private final Map<String, List<Cluster>> clusters = new HashMap<>();
    private final Map<String, Instant> shownGone = new HashMap<>();
    private final Map<String, Integer> intended = new HashMap<>();
    private final Set<String> stopped = new HashSet<>();

    Attempts(Account account) {
        this.account = account;
    }

    /** Whether a cluster ended since EMR could not give it instances where it was asked for. */
    static boolean withoutCapacity(Cluster cluster) {
        return cluster.cause()
                .filter(cause -> cause == Cause.NO_CAPACITY || cause == Cause.NO_ADDRESSES)
                .isPresent();
    }

    /** An attempt that is intended, as its head says, may never come to be asked for. */
    @Override
    public void wrote(String bucket, String key, byte[] before, byte[] after) {
        if (key.startsWith("ledger/") && key.endsWith("/head.json")) {
            Matcher name = NAME.matcher(new String(after, StandardCharsets.UTF_8));
            while (name.find()) {
                intended.merge(name.group(1), Integer.parseInt(name.group(2)), Math::max);
            }
        }
    }

    @Override
    public void created(Cluster cluster) {
        AttemptRef.of(cluster.request())
                .ifPresent(works -> clusters.computeIfAbsent(works.run(), run -> new ArrayList<>())
                        .add(cluster));
    }

    @Override
    public void shownGone(Cluster cluster) {
        shownGone.putIfAbsent(cluster.id(), account.time().instant());
    }

    @Override
    public void said(String deployment, String command) {
        if (STOPS.contains(command)) {
            stopped.add(deployment);
        }
    }

    boolean stoppedByAPerson(Cluster cluster) {
        return AttemptRef.of(cluster.request())
                .filter(works -> stopped.contains(works.deployment()))
                .isPresent();
    }

    /** When the function was shown that a cluster is gone. */
    Optional<Instant> goneSince(Cluster cluster) {
        return Optional.ofNullable(shownGone.get(cluster.id()));
    }

    List<Cluster> of(String run) {
        return clusters.getOrDefault(run, List.of());
    }

    /** The cluster of the last attempt of a run, if that is gone, the function was shown so, and it was the attempt's only one. */
    Optional<Cluster> lastKnownGone(String run) {
        int last = intended.getOrDefault(run, 0);
        List<Cluster> ofLast =
                of(run).stream().filter(cluster -> number(cluster) == last).toList();
        return ofLast.size() == 1
                ? Optional.of(ofLast.get(0)).filter(cluster -> shownGone.containsKey(cluster.id()))
                : Optional.empty();
    }

    static int number(Cluster cluster) {
        return AttemptRef.of(cluster.request()).orElseThrow().attempt();
    }
}
