package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of an attempt: its cluster with the state and reason that EMR gave last, and once it is known to cost
 * nothing more, since when and what it did cost.
 */
public record Fate(
        Optional<String> clusterId,
        String state,
        String reason,
        Optional<String> subnet,
        boolean deadlineScheduled,
        Optional<Instant> goneAt,
        Optional<Usd> actual) {
    public Fate {
        reason = Brief.remark(reason);
    }

    /** EMR's refusal: there was never a cluster. */
    static final String REFUSED = "REFUSED";

    static final Fate UNKNOWN =
            new Fate(Optional.empty(), "", "", Optional.empty(), false, Optional.empty(), Optional.empty());

    Fate onCluster(String id) {
        return new Fate(Optional.of(id), state, reason, subnet, deadlineScheduled, goneAt, actual);
    }

    Fate seen(ClusterSight.Seen cluster) {
        return new Fate(
                Optional.of(cluster.clusterId()),
                cluster.state(),
                cluster.reason(),
                cluster.subnet().or(() -> subnet),
                deadlineScheduled,
                goneAt,
                actual);
    }

    Fate scheduled() {
        return new Fate(clusterId, state, reason, subnet, true, goneAt, actual);
    }

    Fate gone(String lastState, String why, Instant at, Usd cost) {
        return new Fate(clusterId, lastState, why, subnet, deadlineScheduled, Optional.of(at), Optional.of(cost));
    }
}
