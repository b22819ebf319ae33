package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.query.CatalogSession;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.cli.sync.RawPrefix;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.lambda.FunctionHost;
import dev.mayfly.local.sns.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emr.model.ClusterSummary;
import software.amazon.awssdk.services.s3.S3Client;

/** A deployment on one machine with one dataset, and what somebody does with it from outside. */
public final class Mission implements AutoCloseable {
    /** As short as real processes allow. */
    static final String BRISK = "quiet=PT2S,retryAfter=PT2S,logGrace=PT5S,actorLease=PT6S";

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration GLANCE = Duration.ofMillis(250);
    private final LocalDeployment stage;
    private final S3Client s3;
    private final EmrClient emr;
    private final Orchestrator orchestrator;
    private final DatasetSource dataset;
    private final Path folder;
    private int lakes;

    private Mission(LocalDeployment stage, DatasetSource dataset, Path folder) {
        this.stage = stage;
        this.dataset = dataset;
        this.folder = folder;
        stage.define(dataset);
        s3 = stage.clients().build(S3Client.builder());
        emr = stage.clients().build(EmrClient.builder());
        orchestrator = new Orchestrator(
                stage.clients(), stage.cloud().deployment().functions().get(0).name());
    }

    static ProjectHome home() {
        return new ProjectHome(Path.of("..").toAbsolutePath().normalize());
    }

    /** Opens a deployment whose events come as the settings say. */
    static Mission open(Path folder, Path definition, EventSettings events) throws IOException {
        LocalDeployment stage = LocalDeployment.open(
                home(),
                folder.resolve("cloud"),
                LocalDeployment.Options.usual(home()).withEvents(events));
        return new Mission(stage, DatasetSource.read(definition), folder);
    }

    /** Opens a deployment with durations of its own. */
    static Mission open(Path folder, String definition, LocalDeployment.Options props) throws IOException {
        Path file = folder.resolve("dataset.yaml");
        Files.writeString(file, definition);
        return new Mission(
                LocalDeployment.open(home(), folder.resolve("cloud"), props), DatasetSource.read(file), folder);
    }

    public static Mission open(Path folder, String definition) throws IOException {
        return open(folder, definition, LocalDeployment.Options.usual(home()).withPolicy(BRISK));
    }

    /** The shipped dataset, its events delivered kindly. */
    public static Mission ofShippedDataset(Path folder) throws IOException {
        return open(
                folder,
                home().shippedDataset(),
                LocalDeployment.Options.usual(home()).events());
    }

    public LocalDeployment stage() {
        return stage;
    }

    public S3Client s3() {
        return s3;
    }

    Orchestrator orchestrator() {
        return orchestrator;
    }

    public RawPrefix raw() {
        return RawPrefix.of(stage.source(dataset));
    }

    /** The function, with the switch that kills it at work. */
    FunctionHost function() {
        return stage.cloud()
                .function(stage.cloud().deployment().functions().get(0).name());
    }

    /** The owner writes the definition anew. */
    public void define(String yaml) {
        stage.define(new DatasetSource(dataset.name(), dataset.source(), dataset.database(), yaml));
    }

    /** A person's word about the dataset; the run that it is about is named where there is one. */
    public JsonNode say(String word, Optional<String> to) {
        ObjectNode said = Orchestrator.command(word)
                .put("dataset", dataset.name())
                .put("by", "ann")
                .put("reason", "readers need it");
        to.ifPresent(run -> said.put("to", run));
        return orchestrator.ask(said);
    }

    /** How the dataset stands. */
    JsonNode status() {
        return orchestrator.ask(Orchestrator.command("status").put("dataset", dataset.name()));
    }

    /** A file arrives. */
    public void put(String name, String body) {
        s3.putObject(
                request -> request.bucket(raw().bucket()).key(raw().prefix() + name), RequestBody.fromString(body));
    }

    /** Runs of the dataset, the newest first. */
    List<JsonNode> runs() {
        JsonNode answer = orchestrator.ask(
                Orchestrator.command("runs").put("dataset", dataset.name()).put("limit", 100));
        List<JsonNode> runs = new ArrayList<>();
        answer.path("runs").forEach(runs::add);
        return runs;
    }

    /** The newest of so many runs, once it is over. */
    public JsonNode runOver(int number) {
        return await(number, run -> !run.path("endedAt").isNull());
    }

    /** The newest of so many runs, once it is as asked for. */
    JsonNode await(int number, Predicate<JsonNode> state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<JsonNode> runs = runs();
        while (runs.size() < number || !state.test(runs.get(0))) {
            assertThat(System.nanoTime()).as("patience with %s", runs).isLessThan(end);
            LockSupport.parkNanos(GLANCE.toNanos());
            runs = runs();
        }
        assertThat(runs).hasSize(number);
        return runs.get(0);
    }

    /** What people were told of a run so far: a run is over before it is told of. */
    List<Notice> noticesOf(String runId) {
        String topic = stage.cloud().deployment().topics().get(0).name();
        return stage.cloud().notices(topic).stream()
                .filter(notice -> notice.message().contains(runId))
                .toList();
    }

    /** So many minutes pass, as far as the function can tell: each tick is a look. */
    public void ticks(int number) {
        for (int i = 0; i < number; i++) {
            orchestrator.ask(JsonNodeFactory.instance.objectNode().put("tick", true));
        }
    }

    public List<ClusterSummary> clusters() {
        return emr.listClustersPaginator().clusters().stream().toList();
    }

    long clustersAlive() {
        return clusters().stream()
                .filter(cluster -> !cluster.status().stateAsString().startsWith("TERMINATED"))
                .count();
    }

    /** What a reader sees now; nothing of an earlier look is remembered. */
    CatalogSession lake() throws SQLException {
        lakes++;
        return CatalogSession.open(stage.clients(), dataset.database(), folder.resolve("fetched-" + lakes));
    }

    /** The rows that one query answers, without the heading. */
    public List<List<String>> ask(String sql) throws SQLException {
        try (CatalogSession lake = lake()) {
            List<List<String>> rows = lake.query(sql);
            return rows.subList(1, rows.size());
        }
    }

    /** The Spark processes at work for this deployment. */
    Stream<ProcessHandle> sparkProcesses() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .map(line -> line.contains("SparkSubmit") && line.contains(folder.toString()))
                        .orElse(false));
    }

    @Override
    public void close() {
        orchestrator.close();
        emr.close();
        s3.close();
        stage.close();
    }
}
