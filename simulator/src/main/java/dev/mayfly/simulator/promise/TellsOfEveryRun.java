package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.Notice;
import dev.mayfly.simulator.cloud.Witness;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** People are told how every run ended that had a cluster, however often a notice could not be sent; none waits for a permission. */
final class TellsOfEveryRun implements Witness {
    private final Verdicts verdicts;
    private final Set<String> launched = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();

    TellsOfEveryRun(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void created(Cluster cluster) {
        Works.of(cluster.request()).map(Works::run).ifPresent(launched::add);
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
                .forEach(run -> verdicts.broken("tells of every run", "nobody was told how run " + run + " ended"));
    }
}
