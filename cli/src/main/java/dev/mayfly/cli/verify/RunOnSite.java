package dev.mayfly.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.cli.sync.RawPrefix;
import dev.mayfly.cli.sync.Sync;
import dev.mayfly.cli.sync.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.s3.S3Client;

/** Has the deployment work on synthetic data the size of a slice, and watches the listing for the run's cluster meanwhile. */
final class RunOnSite {
    private static final Duration PATIENCE = Duration.ofMinutes(90);
    private final Target site;
    private final double scale;

    RunOnSite(Target site, double scale) {
        this.site = site;
        this.scale = scale;
    }

    /** The shipped dataset for this deployment: its database, and a step and a budget that the worst case has counted on. */
    static DatasetSource dataset(DatasetSource shipped, Target.Names names, WorstCase worst) {
        String yaml = shipped.yaml()
                .replaceFirst("(?m)^database: \\S+", "database: " + names.database())
                .replaceFirst("(?m)^  maxDuration: \\S+", "  maxDuration: %dm".formatted(WorstCase.STEP.toMinutes()))
                .replaceFirst(
                        "(?m)^  perRunUsd: \\S+",
                        "  perRunUsd: " + worst.run().amount().toPlainString())
                .replaceFirst(
                        "(?m)^  perDayUsd: \\S+",
                        "  perDayUsd: " + worst.run().amount().toPlainString());
        return new DatasetSource(shipped.name(), shipped.source(), names.database(), yaml);
    }

    Target.SeenRun carryOut(DatasetSource dataset, Path folder) throws Exception {
        try (S3Client s3 = site.clients().build(S3Client.builder());
                EmrClient emr = site.clients().build(EmrClient.builder());
                Orchestrator orchestrator =
                        new Orchestrator(site.clients(), site.names().function())) {
            s3.putObject(
                    put -> put.bucket(site.names().bucket("state")).key("datasets/" + dataset.name() + ".yaml"),
                    RequestBody.fromString(dataset.yaml()));
            upload(s3, dataset, folder);
            return watch(orchestrator, emr, dataset.name());
        }
    }

    private void upload(S3Client s3, DatasetSource dataset, Path folder) throws IOException {
        new RetailRocket(scale, 7).write(folder, rows -> {});
        Sync sync = new Sync(
                s3,
                RawPrefix.of(dataset.source().replace("${raw}", site.names().bucket("raw"))),
                TableFiles.of(dataset.name() + ".yaml", dataset.yaml()));
        sync.upload(sync.plan(folder), bytes -> {});
    }

    private Target.SeenRun watch(Orchestrator orchestrator, EmrClient emr, String dataset) throws Exception {
        Instant[] listed = new Instant[1];
        ClusterSummary[] first = new ClusterSummary[1];
        JsonNode over = Poller.until(PATIENCE, site.pace().glance(), () -> {
                    if (first[0] == null) {
                        listed(emr).ifPresent(cluster -> {
                            first[0] = cluster;
                            listed[0] = Instant.now();
                        });
                    }
                    return Optional.of(orchestrator.latestRun(dataset)).filter(run -> run.hasNonNull("endedAt"));
                })
                .map(Poller.Seen::what)
                .orElseThrow(() -> new IllegalStateException("the run has no end after " + PATIENCE));
        if (first[0] == null) {
            throw new IllegalStateException("no listing ever showed a cluster of the run, which ended as " + over);
        }
        Duration after = Duration.between(first[0].status().timeline().creationDateTime(), listed[0]);
        return new Target.SeenRun(over, first[0].id(), after.isNegative() ? Duration.ZERO : after);
    }

    private Optional<ClusterSummary> listed(EmrClient emr) {
        return emr.listClustersPaginator().clusters().stream()
                .filter(cluster -> cluster.name().startsWith(site.names().clusterPrefix()))
                .findFirst();
    }
}
