package dev.mayfly.orchestrator.cluster;

import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.ClusterStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clusters of an account, as far as runs need them. No answer of this interface is a guess: what is not known is said to be unknown. */
public interface ClusterGateway {
    /** Asks for a cluster, once: {@link ActionResult.Launched}, {@link ActionResult.LaunchRefused} (nothing was created) or {@link ActionResult.Ambiguous}. */
    ActionResult launch(LaunchSpec order);

    /** A cluster created after {@code since} that bears exactly this name, among all pages. */
    ClusterStatus findByName(String name, Instant since);

    /** A cluster and its one step. */
    ClusterStatus describe(String clusterId);

    /** Every cluster that is alive and whose name starts so, from all pages. */
    List<ActiveCluster> listActive(String namePrefix);

    /** The tags of a cluster; nothing of one that is on its way out or gone, whatever a list showed. */
    Optional<Map<String, String>> tags(String clusterId);

    /** Tells a cluster to stop; telling it again does no harm. */
    void terminate(String clusterId);
}
