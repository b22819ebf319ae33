package dev.mayfly.cli.bench.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.EngineInfo;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.ledger.S3Ledger;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.DriftCheck;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.TableSummary;
import dev.mayfly.orchestrator.run.Transition;
import dev.mayfly.orchestrator.run.Usd;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A run whose output is verified and whose publication is about to begin, as the function and the step would have left it. */
final class VerifiedRun {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private final S3Client s3;
    private final String state;
    private final LiteralEvents events;
    private long manifestBytes;

    VerifiedRun(S3Client s3, String stateBucket, LiteralEvents events) {
        this.s3 = s3;
        this.state = stateBucket;
        this.events = events;
    }

    /** The ledger of the deployment. */
    Ledger ledger() {
        return new S3Ledger(s3, () -> s3, state);
    }

    /** Leaves all that the step would leave, and the ledger about to publish it; answers how many bytes the manifest has. */
    long leave() {
        leave(ledger(), Optional.of(publishing(generation())), List.of());
        return manifestBytes;
    }

    /** A run that is about to publish it. */
    Run publishing(Generation generation) {
        RunState publishing = new RunState.Publishing(generation, PublishCursor.START);
        return new Run(
                events.run(),
                Run.Kind.APPROVAL,
                LiteralEvents.DATASET,
                "bench",
                "bench",
                "1",
                publishing,
                List.of(),
                Usd.ZERO,
                0,
                THEN,
                Optional.of(generation),
                List.of(new Transition(THEN, publishing.name(), "the bench says so", "bench")));
    }

    /** Leaves a ledger with generations that can be gone back to, none of them shown yet. */
    static void leave(Ledger ledger, List<Generation> generations) {
        leave(ledger, Optional.empty(), generations);
    }

    private static void leave(Ledger ledger, Optional<Run> inHand, List<Generation> generations) {
        Optional<DatasetState.LastProcessed> attended = generations.stream()
                .findFirst()
                .map(made -> new DatasetState.LastProcessed(
                        "bench", "bench", "1", made.runId(), Outcome.SUCCEEDED, 1, Optional.empty()));
        DatasetState head = new DatasetState(
                DatasetState.FORMAT,
                1,
                "bench",
                LiteralEvents.DATASET,
                Optional.empty(),
                attended,
                inHand,
                generations,
                new DatasetState.Spend(LocalDate.EPOCH, Usd.ZERO),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                DriftCheck.NEVER_YET);
        if (!(ledger.swap(Optional.empty(), head) instanceof Ledger.Swap.Won)) {
            throw new IllegalStateException("the ledger is not empty: the bench needs a state bucket of its own");
        }
    }

    /** Leaves plan and manifest. */
    Generation generation() {
        String attempt = events.run() + "-a1";
        byte[] plan = ContractJson.bytes(new RunPlan(
                RunPlan.VERSION,
                events.run(),
                1,
                LiteralEvents.DATASET,
                List.of(events.plan()),
                at("claims/" + attempt + ".json"),
                at("manifests/" + attempt + ".json"),
                at("manifests/" + attempt + ".failure.json"),
                at("progress/" + attempt + ".json"),
                THEN));
        String planSha = ContractJson.sha256(plan);
        put(at("plans/%s-%s.json".formatted(attempt, planSha.substring(0, 16))), plan);
        byte[] manifest = ContractJson.bytes(new RunManifest(
                RunManifest.VERSION,
                events.run(),
                1,
                "j-BENCH",
                planSha,
                List.of(output(shards(attempt))),
                new EngineInfo("bench", "1", "1", "none", Map.of()),
                Map.of()));
        put(at("manifests/" + attempt + ".json"), manifest);
        TableSummary summary = new TableSummary(
                events.rows(), 0, OptionalLong.empty(), events.partitions(), events.partitions(), events.bytes());
        return new Generation(
                events.run(),
                1,
                at("manifests/" + attempt + ".json"),
                ContractJson.sha256(manifest),
                THEN,
                Map.of(LiteralEvents.TABLE, summary));
    }

    private List<ManifestPart> shards(String attempt) {
        List<ManifestPart> shards = new ArrayList<>();
        for (int from = 0; from < events.partitions(); from += ManifestPart.MOST_PARTITIONS) {
            int to = Math.min(events.partitions(), from + ManifestPart.MOST_PARTITIONS);
            byte[] lines = events.between(from, to)
                    .map(partition -> new String(ContractJson.bytes(partition), UTF_8) + "\n")
                    .collect(Collectors.joining())
                    .getBytes(UTF_8);
            URI uri = at("manifests/%s/events-%05d.ndjson".formatted(attempt, shards.size()));
            put(uri, lines);
            shards.add(new ManifestPart(uri, ContractJson.sha256(lines), to - from));
        }
        return shards;
    }

    private TableOutput output(List<ManifestPart> shards) {
        InputFile input = events.input();
        long rows = events.rows();
        return new TableOutput(
                LiteralEvents.TABLE,
                rows,
                0,
                OptionalLong.empty(),
                events.partitions(),
                events.bytes(),
                List.of(new InputCount(input.uri(), input.bytes(), rows + 1, 1, 0, rows, 0)),
                List.of(),
                List.of(),
                shards);
    }

    private URI at(String key) {
        return S3Uris.of(state, key);
    }

    private void put(URI uri, byte[] bytes) {
        manifestBytes += bytes.length;
        s3.putObject(request -> request.bucket(S3Uris.bucket(uri)).key(S3Uris.key(uri)), RequestBody.fromBytes(bytes));
    }
}
