package dev.mayfly.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.cloud.Clients;
import java.time.Duration;
import java.util.Optional;

/** A deployment that is looked at: how to reach it, what its parts are called, and the run that was carried out on it. */
record Target(Clients clients, Names names, Pace pace, Optional<SeenRun> run) {
    /** What the template calls its parts in one account and region. */
    record Names(String deployment, String account, String region, String database) {
        String bucket(String kind) {
            return "%s-%s-%s-%s".formatted(deployment, kind, account, region);
        }

        String function() {
            return deployment + "-orchestrator";
        }

        String role(String name) {
            return "arn:aws:iam::%s:role/%s-%s".formatted(account, deployment, name);
        }

        String clusterPrefix() {
            return "mayfly/" + deployment + "/";
        }
    }

    /** How long things take where the deployment is, and how often to look. */
    record Pace(Duration glance, Duration clusterStarts, Duration clusterEnds, Duration logsArrive, int rounds) {
        static final Pace OF_AWS = new Pace(
                Duration.ofSeconds(2), Duration.ofMinutes(20), Duration.ofMinutes(10), Duration.ofMinutes(12), 200);
    }

    /** A run that came to its end, its cluster, and how long ListClusters took to show that one. */
    record SeenRun(JsonNode told, String clusterId, Duration listedAfter) {}

    Target after(SeenRun seen) {
        return new Target(clients, names, pace, Optional.of(seen));
    }

    /** The embedded cloud has no policies, no Athena and no machines, and must not be asked to answer for them. */
    boolean embedded() {
        return clients.endpoint().isPresent();
    }
}
