package dev.mayfly.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.cli.sync.RawPrefix;
import dev.mayfly.cli.sync.Sync;
import dev.mayfly.cli.sync.SyncPlan;
import dev.mayfly.cli.sync.TableFiles;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.s3.S3Client;

/** The whole mission once, with real parts on one machine. */
final class Demo {
    private final ProjectHome home;
    private final Path folder;
    private final Progress progress;
    private final Clock clock;
    private final Map<String, Duration> times = new LinkedHashMap<>();

    Demo(ProjectHome home, Path folder, Progress progress, Clock clock) {
        this.home = home;
        this.folder = folder;
        this.progress = progress;
        this.clock = clock;
    }

    DemoResult run(
            Optional<Path> data, DatasetSource dataset, String database, RetailRocket generator, Duration patience)
            throws IOException, SQLException {
        Instant begun = clock.instant();
        Path files = data.isPresent() ? data.get() : generate(generator);
        Instant starting = clock.instant();
        progress.say("starting the embedded cloud in " + folder);
        try (LocalDeployment stage = LocalDeployment.open(home, folder, LocalDeployment.Options.usual(home))) {
            stage.define(dataset);
            took("cloud", starting);
            IgnoredFiles ignored = upload(stage, dataset, files);
            Instant waiting = clock.instant();
            JsonNode run = watch(stage, dataset, patience);
            took("run", waiting);
            Instant asking = clock.instant();
            boolean succeeded = run.path("state").asText().equals("SUCCEEDED");
            List<DemoResult.Answer> answers =
                    succeeded ? AnalystQueries.ask(stage.clients(), database, folder.resolve("fetched")) : List.of();
            took("queries", asking);
            took("total", begun);
            List<ClusterSummary> clusters = clusters(stage.clients());
            long alive = clusters.stream()
                    .filter(cluster -> !cluster.status().stateAsString().startsWith("TERMINATED"))
                    .count();
            return new DemoResult(run, ignored, clusters.size(), alive, times, answers, folder);
        }
    }

    private Path generate(RetailRocket generator) throws IOException {
        Instant start = clock.instant();
        progress.begin("generate", generator.rows(), " rows");
        Path input = folder.resolve("input");
        generator.write(input, progress::step);
        took("generate", start);
        return input;
    }

    /** What no table reads is uploaded as well, and told. */
    private IgnoredFiles upload(LocalDeployment stage, DatasetSource dataset, Path files) throws IOException {
        Instant start = clock.instant();
        try (S3Client s3 = stage.clients().build(Sync.client())) {
            Sync sync = new Sync(
                    s3, RawPrefix.of(stage.source(dataset)), TableFiles.of(dataset.name() + ".yaml", dataset.yaml()));
            SyncPlan plan = sync.plan(files);
            plan.warning().ifPresent(progress::say);
            progress.begin(
                    "upload %d files to %s".formatted(plan.all().size(), stage.source(dataset)),
                    plan.bytes(),
                    " bytes");
            sync.upload(plan, progress::step);
            took("upload", start);
            progress.say("uploaded, the manifest last; from here on nobody does anything");
            return plan.ignored();
        }
    }

    private JsonNode watch(LocalDeployment stage, DatasetSource dataset, Duration patience) {
        try (Orchestrator orchestrator = new Orchestrator(
                stage.clients(), stage.cloud().deployment().functions().get(0).name())) {
            return new RunWatch(orchestrator, clock).untilOver(dataset.name(), patience, progress::run);
        }
    }

    private static List<ClusterSummary> clusters(Clients clients) {
        try (EmrClient emr = clients.build(EmrClient.builder())) {
            return emr.listClustersPaginator().clusters().stream().toList();
        }
    }

    private void took(String part, Instant since) {
        times.put(part, Duration.between(since, clock.instant()));
    }
}
