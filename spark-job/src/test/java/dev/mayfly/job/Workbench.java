package dev.mayfly.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunFailure;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.RunProgress;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** A folder that stands for the buckets, with everything that a test of the whole job puts in and takes out. */
final class Workbench {
    static final String RUN = "20261123T120000Z-0a1b2c3d";
    static final Instant DEADLINE = Instant.parse("2100-01-01T00:00:00Z");
    static final TableLayout UNPARTITIONED = new TableLayout(List.of(), List.of(), 1 << 27, 100);

    private final Path dir;

    Workbench(Path dir) {
        this.dir = dir;
        write("job-flow.json", "{\"jobFlowId\":\"j-TEST\"}".getBytes(UTF_8));
    }

    InputFile file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    InputFile file(String name, byte[] content) {
        return new InputFile(write("raw/" + name, content).toUri(), "unknown-here", content.length);
    }

    /** A column as {@code name:type}, nullable where a question mark follows. */
    static Column column(String text) {
        String[] parts = text.split(":", 2);
        boolean nullable = parts[1].endsWith("?");
        String type = nullable ? parts[1].substring(0, parts[1].length() - 1) : parts[1];
        return new Column(parts[0], ColumnType.of(type), nullable, "");
    }

    TablePlan table(String name, List<InputFile> inputs, TableLayout layout, String... columns) {
        return new TablePlan(
                name,
                inputs,
                Arrays.stream(columns).map(Workbench::column).toList(),
                layout,
                prefix("curated/%s/%s-a1/".formatted(name, RUN)),
                prefix("curated/_rejects/%s/%s-a1/".formatted(name, RUN)),
                0.5,
                true);
    }

    static TablePlan allowing(double maxRejected, TablePlan table) {
        return new TablePlan(
                table.name(),
                table.inputs(),
                table.columns(),
                table.layout(),
                table.output(),
                table.rejects(),
                maxRejected,
                table.countDuplicates());
    }

    RunPlan plan(TablePlan... tables) {
        return plan(DEADLINE, tables);
    }

    RunPlan plan(Instant deadline, TablePlan... tables) {
        return new RunPlan(
                RunPlan.VERSION,
                RUN,
                1,
                "test",
                List.of(tables),
                uri("state/claim.json"),
                uri("state/manifests/a1.json"),
                uri("state/manifests/a1.failure.json"),
                uri("state/progress.json"),
                deadline);
    }

    /** A plan of another attempt for the same table, below prefixes and with documents of its own. */
    RunPlan attempt(int number, TablePlan table) {
        String prefix = "%s-a%d/".formatted(RUN, number);
        return new RunPlan(
                RunPlan.VERSION,
                RUN,
                number,
                "test",
                List.of(table.withLocations(
                        prefix("curated/%s/%s".formatted(table.name(), prefix)),
                        prefix("curated/_rejects/%s/%s".formatted(table.name(), prefix)))),
                uri("state/claim-a%d.json".formatted(number)),
                uri("state/manifests/a%d.json".formatted(number)),
                uri("state/manifests/a%d.failure.json".formatted(number)),
                uri("state/progress.json"),
                DEADLINE);
    }

    int run(RunPlan plan) {
        byte[] json = ContractJson.bytes(plan);
        write("state/plan.json", json);
        return run("--plan", uri("state/plan.json").toString(), "--sha256", ContractJson.sha256(json));
    }

    int run(String... arguments) {
        return new TransformJob(Clock.systemUTC(), environment(), new Configuration(), SharedSpark::session)
                .run(List.of(arguments));
    }

    Map<String, String> environment() {
        return Map.of("MAYFLY_NODE_INFO", dir.resolve("job-flow.json").toString());
    }

    RunManifest manifest() {
        return ContractJson.read(bytes("state/manifests/a1.json"), RunManifest.class, "the manifest");
    }

    RunFailure failure() {
        return ContractJson.read(bytes("state/manifests/a1.failure.json"), RunFailure.class, "the failure");
    }

    RunProgress progress() {
        return ContractJson.read(bytes("state/progress.json"), RunProgress.class, "the progress");
    }

    List<PartitionOutput> partitions(String table) {
        return partitions(table, 1);
    }

    List<PartitionOutput> partitions(String table, int attempt) {
        return new String(bytes("state/manifests/a%d/%s-00000.ndjson".formatted(attempt, table)), UTF_8)
                .lines()
                .map(line -> ContractJson.read(line.getBytes(UTF_8), PartitionOutput.class, "a shard's line"))
                .toList();
    }

    boolean has(String path) {
        return Files.exists(dir.resolve(path));
    }

    Path path(String path) {
        return dir.resolve(path);
    }

    URI uri(String path) {
        return dir.resolve(path).toUri();
    }

    Path write(String path, byte[] content) {
        try {
            Path file = dir.resolve(path);
            Files.createDirectories(file.getParent());
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private URI prefix(String path) {
        return URI.create("%s/%s".formatted(dir.toUri().toString().replaceFirst("/$", ""), path));
    }

    private byte[] bytes(String path) {
        try {
            return Files.readAllBytes(dir.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
