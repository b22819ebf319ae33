package dev.mayfly.orchestrator.cluster;

import java.net.URI;
import java.util.List;

/** What every cluster of a deployment has in common; no subnets means the account's default. */
public record ClusterSettings(
        String releaseLabel,
        String serviceRole,
        String nodeProfile,
        String securityConfiguration,
        List<String> subnets,
        URI jobJar,
        URI deadManScript,
        URI logs) {
    public ClusterSettings {
        subnets = List.copyOf(subnets);
    }
}
