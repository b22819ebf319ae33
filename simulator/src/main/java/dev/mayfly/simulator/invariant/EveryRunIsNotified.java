package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** People are told how every run ended that had a cluster, however often a notice could not be sent; none waits for a permission. */
final class EveryRunIsNotified implements InvariantChecker {
    private final Violations verdicts;
    private final Set<String> launched = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();

    EveryRunIsNotified(Violations verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void created(Cluster cluster) {
        AttemptRef.of(cluster.request()).map(AttemptRef::run).ifPresent(launched::add);
    }

    @Override
    public void noticed(Notice notice) {
        told.add(notice.of());
    }

    @Override
    public void noticeDenied(Notice notice) {
        told.add(notice.of());
    }

    @Override
    public void rested() {
        launched.stream()
                .filter(run -> !told.contains(run))
                .forEach(run -> verdicts.violated("tells of every run", "nobody was told how run " + run + " ended"));
    }
}
