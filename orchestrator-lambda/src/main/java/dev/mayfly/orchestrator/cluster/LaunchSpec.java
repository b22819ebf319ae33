package dev.mayfly.orchestrator.cluster;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One cluster as it is asked for: a name that says deployment, dataset, run and attempt; a template; and the one step's plan. */
public record LaunchSpec(
        String name,
        ClusterTemplate template,
        Map<String, String> tags,
        List<String> avoidedSubnets,
        URI plan,
        String planSha256,
        Instant deadManAt) {
    public LaunchSpec {
        tags = Map.copyOf(tags);
        avoidedSubnets = List.copyOf(avoidedSubnets);
        if (name.length() > 256) {
            throw new IllegalArgumentException("EMR takes names of at most 256 characters, not '%s'".formatted(name));
        }
    }
}
