package dev.mayfly.cli.verify;

import dev.mayfly.orchestrator.cluster.SchedulerDeadlineGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.emr.model.Cluster;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Lets the one-time schedule end a cluster that nobody else ends, made by the very code that the function makes it with. */
final class DeadlineFires implements Check {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Override
    public String assumption() {
        return "EventBridge Scheduler's universal target `aws-sdk:emr:terminateJobFlows` takes `JobFlowIds`";
    }

    @Override
    public Finding run(Target site) throws Exception {
        try (ProbeCluster probe = ProbeCluster.launch(site, "deadline", Optional.empty());
                SchedulerClient scheduler = site.clients().build(SchedulerClient.builder())) {
            Optional<Cluster> standing = probe.standing().map(Poller.Seen::what);
            if (standing.isEmpty() || !standing.get().status().stateAsString().equals("WAITING")) {
                return Finding.notChecked("the probe did not come up: " + standing.map(Cluster::status));
            }
            Instant deadline = Instant.now().plus(SOON);
            new SchedulerDeadlineGateway(
                            scheduler,
                            site.names().deployment() + "-deadlines",
                            site.names().role("deadline"))
                    .terminateAt("verify-" + probe.id(), probe.id(), deadline);
            return probe.goes()
                    .map(gone -> Finding.of(
                            true,
                            "%s was %s %d s after its deadline; DescribeCluster %s it right after its launch"
                                    .formatted(
                                            probe.id(),
                                            gone.what().status().stateAsString(),
                                            Math.max(0, gone.after().minus(SOON).toSeconds()),
                                            probe.knownAtOnce() ? "knew" : "did not know")))
                    .orElseGet(() -> Finding.of(
                            false,
                            "%s still stood %s after its deadline"
                                    .formatted(probe.id(), site.pace().clusterEnds())));
        }
    }
}
