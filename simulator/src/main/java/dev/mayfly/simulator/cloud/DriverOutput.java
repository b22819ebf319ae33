package dev.mayfly.simulator.cloud;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.EngineInfo;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What a driver writes: for each value of a table's partition column one file, and the manifest after all of them. */
final class DriverOutput {
    private static final String FILE = "part-00000.parquet";
    private final Account account;
    private final String cluster;
    private final RunPlan plan;
    private final Map<String, Map<String, Long>> rows = new LinkedHashMap<>();

    DriverOutput(Account account, String cluster, RunPlan plan) {
        this.account = account;
        this.cluster = cluster;
        this.plan = plan;
        plan.tables().forEach(table -> rows.put(table.name(), rows(table)));
    }

    private Map<String, Long> rows(TablePlan table) {
        Map<String, Long> counted = new TreeMap<>();
        boolean partitioned = !table.layout().partitionBy().isEmpty();
        for (InputFile input : table.inputs()) {
            lines(input).stream()
                    .skip(1)
                    .map(line -> partitioned ? line.substring(0, line.indexOf(',')) : "")
                    .forEach(value -> counted.merge(value, 1L, Long::sum));
        }
        return counted;
    }

    private List<String> lines(InputFile input) {
        return account.buckets()
                .get(input.uri())
                .map(stored -> new String(stored.bytes(), UTF_8).lines().toList())
                .orElse(List.of());
    }

    /** What keeps an input from being read, if anything does. */
    Optional<String> badInput() {
        for (TablePlan table : plan.tables()) {
            for (InputFile input : table.inputs()) {
                List<String> lines = lines(input);
                if (!lines.isEmpty() && !lines.get(0).contains("itemid")) {
                    return Optional.of(input.uri() + " lacks the column itemid");
                }
            }
        }
        return Optional.empty();
    }

    boolean inputsChanged() {
        return plan.tables().stream()
                .flatMap(table -> table.inputs().stream())
                .anyMatch(input -> !account.buckets()
                        .get(input.uri())
                        .map(Buckets.Stored::etag)
                        .equals(Optional.of(input.etag())));
    }

    void writeFirstFiles() {
        for (TablePlan table : plan.tables()) {
            Outputs.Made made = account.outputs().begun(plan, table);
            rows.get(table.name()).keySet().stream()
                    .limit(1)
                    .forEach(value -> write(made, location(table, value), FILE));
        }
    }

    void writeTheRest(ClusterScript.FailureMode trouble, String planSha256) {
        List<TableOutput> tables = new ArrayList<>();
        for (TablePlan table : plan.tables()) {
            Outputs.Made made = account.outputs().begun(plan, table);
            rows.get(table.name()).keySet().forEach(value -> write(made, location(table, value), FILE));
            account.driverWrote(table.output().resolve("_SUCCESS"), "{}".getBytes(UTF_8));
            spoil(table, trouble);
            tables.add(output(table));
        }
        RunManifest manifest = new RunManifest(
                RunManifest.VERSION,
                plan.runId(),
                plan.attempt(),
                cluster,
                planSha256,
                tables,
                new EngineInfo("spark", "3.5.6", "1", "magic", Map.of()),
                Map.of());
        account.buckets().put(plan.manifest(), ContractJson.bytes(manifest));
        if (trouble != ClusterScript.FailureMode.SHORT_FILE && trouble != ClusterScript.FailureMode.MISSING_FILE) {
            plan.tables().forEach(table -> account.outputs().begun(plan, table).finish());
        }
    }

    /** Has what lies there differ from what the manifest is going to say. */
    private void spoil(TablePlan table, ClusterScript.FailureMode trouble) {
        Optional<URI> last = rows.get(table.name()).keySet().stream()
                .reduce((one, next) -> next)
                .map(value -> location(table, value).resolve(FILE));
        switch (trouble) {
            // A file of a task that was taken for lost: readable rows that no manifest lists.
            case STRAY_FILE ->
                account.driverWrote(table.output().resolve("stray-00001.parquet"), "twice".getBytes(UTF_8));
            case SHORT_FILE -> last.ifPresent(file -> account.driverWrote(file, "parq".getBytes(UTF_8)));
            case MISSING_FILE -> last.ifPresent(account.buckets()::remove);
            default -> {
                return;
            }
        }
    }

    private void write(Outputs.Made made, URI location, String name) {
        URI file = location.resolve(name);
        made.files().add(file.toString());
        account.driverWrote(file, "parquet".getBytes(UTF_8));
    }

    private static URI location(TablePlan table, String value) {
        List<String> by = table.layout().partitionBy();
        return by.isEmpty() ? table.output() : table.output().resolve(by.get(0) + "=" + value + "/");
    }

    private TableOutput output(TablePlan table) {
        List<PartitionOutput> partitions = new ArrayList<>();
        rows.get(table.name())
                .forEach((value, count) -> partitions.add(new PartitionOutput(
                        table.name(),
                        table.layout().partitionBy().isEmpty() ? List.of() : List.of(value),
                        location(table, value),
                        count,
                        List.of(new OutputFile(FILE, "parquet".length(), count)))));
        StringBuilder lines = new StringBuilder();
        partitions.forEach(partition ->
                lines.append(new String(ContractJson.bytes(partition), UTF_8)).append('\n'));
        byte[] bytes = lines.toString().getBytes(UTF_8);
        URI shard = S3Uris.of(
                S3Uris.bucket(plan.manifest()),
                "manifests/%s-a%d/%s-00000.ndjson".formatted(plan.runId(), plan.attempt(), table.name()));
        account.buckets().put(shard, bytes);
        long total = partitions.stream().mapToLong(PartitionOutput::rows).sum();
        return new TableOutput(
                table.name(),
                total,
                0,
                OptionalLong.empty(),
                partitions.size(),
                7L * partitions.size(),
                counts(table),
                List.of(),
                List.of(),
                partitions.isEmpty()
                        ? List.of()
                        : List.of(new ManifestPart(shard, ContractJson.sha256(bytes), partitions.size())));
    }

    private List<InputCount> counts(TablePlan table) {
        return table.inputs().stream()
                .map(input -> {
                    long lines = lines(input).size();
                    return new InputCount(input.uri(), input.bytes(), lines, 1, 0, lines - 1, 0);
                })
                .toList();
    }
}
