package dev.mayfly.orchestrator.run;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of an attempt: its cluster with the state and reason that EMR gave last, and once it is known to cost
 * nothing more, since when and what it did cost.
 */
public record AttemptStatus(
        Optional<String> clusterId,
        String state,
        String reason,
        Optional<String> subnet,
        boolean deadlineScheduled,
        Optional<Instant> goneAt,
        Optional<Usd> actual) {
    public AttemptStatus {
        reason = TextLimits.remark(reason);
    }

    /** EMR's refusal: there was never a cluster. */
    static final String REFUSED = "REFUSED";

    static final AttemptStatus UNKNOWN =
            new AttemptStatus(Optional.empty(), "", "", Optional.empty(), false, Optional.empty(), Optional.empty());

    AttemptStatus onCluster(String id) {
        return new AttemptStatus(Optional.of(id), state, reason, subnet, deadlineScheduled, goneAt, actual);
    }

    AttemptStatus seen(ClusterStatus.Found cluster) {
        return new AttemptStatus(
                Optional.of(cluster.clusterId()),
                cluster.state(),
                cluster.reason(),
                cluster.subnet().or(() -> subnet),
                deadlineScheduled,
                goneAt,
                actual);
    }

    AttemptStatus scheduled() {
        return new AttemptStatus(clusterId, state, reason, subnet, true, goneAt, actual);
    }

    AttemptStatus gone(String lastState, String why, Instant at, Usd cost) {
        return new AttemptStatus(
                clusterId, lastState, why, subnet, deadlineScheduled, Optional.of(at), Optional.of(cost));
    }
}
