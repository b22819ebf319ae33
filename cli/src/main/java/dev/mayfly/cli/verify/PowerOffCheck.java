package dev.mayfly.cli.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.emr.model.Cluster;

/** Has the dead-man timer power a primary node off, and sees whether EMR then takes the cluster down. */
final class PowerOffCheck implements Check {
    /** Long enough that the cluster stands when the timer fires. */
    private static final Duration AFTER = Duration.ofMinutes(15);

    @Override
    public String assumption() {
        return "A primary node that powers itself off ends its cluster, and what is paid for it";
    }

    @Override
    public Finding run(Target site) throws Exception {
        if (site.embedded()) {
            return Finding.notChecked("a node here is a folder, and its power-off is replaced");
        }
        Instant at = Instant.now().plus(AFTER);
        try (ProbeCluster probe = ProbeCluster.launch(site, "dead-man", Optional.of(at))) {
            Optional<Poller.Seen<Cluster>> gone = Poller.until(
                    AFTER.plus(site.pace().clusterEnds()),
                    site.pace().glance(),
                    () -> Optional.of(probe.describe())
                            .filter(cluster -> cluster.status().stateAsString().startsWith("TERMINATED")));
            return gone.map(seen -> {
                        boolean itself = Instant.now().isAfter(at);
                        return Finding.of(
                                itself,
                                "%s: %s %s, %d s after the timer's moment; the idle policy would have come later"
                                        .formatted(
                                                probe.id(),
                                                seen.what().status().stateAsString(),
                                                seen.what().status().stateChangeReason(),
                                                Duration.between(at, Instant.now())
                                                        .toSeconds()));
                    })
                    .orElseGet(() -> Finding.of(
                            false,
                            "%s was not gone %s after the timer's moment; it is told to stop now"
                                    .formatted(probe.id(), site.pace().clusterEnds())));
        }
    }
}
