package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.EngineInfo;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.RunProgress;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.artifacts.AttemptPaths;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.ScanSegment;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.inputs.InputChecksums;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.LogStatus;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.TableSummary;
import dev.mayfly.orchestrator.run.Usd;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.ObjLongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A table of twelve shards, before a catalog that shows all of it already. */
class PublisherTest {
    private static final int SHARDS = 12;
    private static final String RUN = "20260101T000000Z-0badcafe";
    private final Map<URI, byte[]> documents = new HashMap<>();
    private final List<String> done = new ArrayList<>();
    private final Publisher publisher;
    private final Generation generation;

    PublisherTest() {
        Documents exchange = new Documents();
        publisher = new Publisher(new Shown(), exchange, new OutputVerifier(exchange));
        generation = generation(exchange.paths(RUN + "-a1"));
    }

    @Test
    void keepsItsCursorThoughThereIsNothingToWrite() {
        assertThat(publish(PublishCursor.START, "partition", () -> true))
                .isEqualTo(new ActionResult.PublishProgress(new PublishCursor(0, 5)));
        assertThat(done).hasSize(6).startsWith("table events", "partitions of events, [0]");
    }

    @Test
    void comesToItsEndThoughEveryInvocationIsCutOff() {
        PublishCursor cursor = PublishCursor.START;
        int invocations = 0;
        ActionResult answer = new ActionResult.PublishProgress(cursor);
        while (answer instanceof ActionResult.PublishProgress upTo && invocations < 100) {
            cursor = upTo.cursor();
            answer = publish(cursor, "partition", () -> false);
            invocations++;
        }
        assertThat(answer).isInstanceOf(ActionResult.Published.class);
        assertThat(invocations).isEqualTo(SHARDS + ScanSegment.sharesOf(SHARDS));
        assertThat(done).endsWith("sweep of events, share 9 of 10").doesNotHaveDuplicates();
    }

    @Test
    void showsAnAtomicTableOnceAllOfItsGenerationIsThere() {
        PublishCursor lastShare = new PublishCursor(0, SHARDS + 9);
        assertThat(publish(lastShare, "table", () -> true))
                .isEqualTo(new ActionResult.PublishProgress(new PublishCursor(0, SHARDS + 10)));
        assertThat(publish(new PublishCursor(0, SHARDS + 10), "table", () -> true))
                .isInstanceOf(ActionResult.Published.class);
        assertThat(done).containsExactly("sweep of events__20260101t000000z_0badcafe_a1, share 9 of 10", "view events");
    }

    private ActionResult publish(PublishCursor from, String atomic, BooleanSupplier timeLeft) {
        Run run = new Run(
                RUN,
                Run.Kind.TRANSFORM,
                "shop",
                "f",
                "d",
                "1",
                new RunState.Publishing(generation, from),
                List.of(),
                Usd.ZERO,
                0,
                Instant.EPOCH,
                Optional.of(generation),
                List.of());
        return publisher.publish(run, Optional.of(dataset(atomic)), timeLeft);
    }

    private static Dataset dataset(String atomic) {
        return DatasetFile.parse("shop.yaml", """
                dataset: shop
                source: s3://raw/shop/
                curated: s3://curated/shop/
                database: shop
                ready: { quiet: 90s }
                cost: { template: small, maxDuration: 30m, perRunUsd: 1.20, perDayUsd: 6 }
                tables:
                  events:
                    files: "events*.csv"
                    columns: { event: string, itemid: bigint }
                    partitionBy: [itemid]
                    atomic: %s
                """.formatted(atomic), Map.of());
    }

    private Generation generation(AttemptPaths places) {
        InputFile input = new InputFile(URI.create("s3://raw/shop/events.csv"), "e", 1);
        TablePlan table = new TablePlan(
                "events",
                List.of(input),
                List.of(
                        new Column("event", ColumnType.of("string"), false, ""),
                        new Column("itemid", ColumnType.of("bigint"), false, "")),
                new TableLayout(List.of("itemid"), List.of(), 1, 100),
                URI.create("s3://curated/shop/events/" + RUN + "-a1/"),
                URI.create("s3://curated/shop/_rejects/events/" + RUN + "-a1/"),
                0,
                false);
        byte[] plan = ContractJson.bytes(new RunPlan(
                1,
                RUN,
                1,
                "shop",
                List.of(table),
                places.claim(),
                places.manifest(),
                places.failure(),
                places.progress(),
                Instant.EPOCH));
        documents.put(places.plan(ContractJson.sha256(plan)), plan);
        List<ManifestPart> shards =
                IntStream.range(0, SHARDS).mapToObj(this::shard).toList();
        TableOutput output = new TableOutput(
                "events",
                SHARDS,
                0,
                OptionalLong.empty(),
                SHARDS,
                SHARDS,
                List.of(new InputCount(input.uri(), 1, SHARDS, 0, 0, SHARDS, 0)),
                List.of(),
                List.of(),
                shards);
        byte[] manifest = ContractJson.bytes(new RunManifest(
                1,
                RUN,
                1,
                "j-1",
                ContractJson.sha256(plan),
                List.of(output),
                new EngineInfo("test", "1", "1", "none", Map.of()),
                Map.of()));
        documents.put(places.manifest(), manifest);
        return new Generation(
                RUN,
                1,
                places.manifest(),
                ContractJson.sha256(manifest),
                Instant.EPOCH,
                Map.of("events", new TableSummary(SHARDS, 0, OptionalLong.empty(), SHARDS, SHARDS, SHARDS)));
    }

    private ManifestPart shard(int item) {
        byte[] line = ContractJson.bytes(new PartitionOutput(
                "events",
                List.of(Integer.toString(item)),
                URI.create("s3://curated/shop/events/" + RUN + "-a1/itemid=" + item + "/"),
                1,
                List.of(new OutputFile("part-0.parquet", 1, 1))));
        URI uri = URI.create("s3://state/manifests/events-%d.ndjson".formatted(item));
        documents.put(uri, line);
        return new ManifestPart(uri, ContractJson.sha256(line), 1);
    }

    /** A catalog that has nothing to write. */
    private final class Shown implements Catalog {
        @Override
        public CatalogResult checkTable(Publication publication) {
            return new CatalogResult.Confirmed(0);
        }

        @Override
        public CatalogResult checkView(Publication publication) {
            return new CatalogResult.Confirmed(0);
        }

        @Override
        public boolean references(String database, String table, String attempt, URI place) {
            throw new UnsupportedOperationException("publishing asks for nothing that is shown");
        }

        @Override
        public CatalogResult table(Publication publication) {
            return confirmed("table " + publication.table());
        }

        @Override
        public CatalogResult view(Publication publication) {
            return confirmed("view " + publication.table());
        }

        @Override
        public void drop(String database, String table, String attempt, String owner) {
            throw new UnsupportedOperationException("publishing drops nothing");
        }

        @Override
        public CatalogResult partitions(
                Publication publication, List<PartitionOutput> partitions, BooleanSupplier timeLeft) {
            return confirmed("partitions of " + publication.table() + ", "
                    + partitions.get(0).values());
        }

        @Override
        public CatalogResult deleteStalePartitions(
                Publication publication,
                ScanSegment share,
                Iterable<List<PartitionOutput>> shards,
                BooleanSupplier timeLeft) {
            return confirmed("sweep of %s, share %d of %d".formatted(publication.table(), share.number(), share.of()));
        }

        private CatalogResult confirmed(String what) {
            done.add(what);
            return new CatalogResult.Confirmed(0);
        }
    }

    /** Documents that are there; nobody asks for more. */
    private final class Documents implements RunArtifacts {
        @Override
        public AttemptPaths paths(String attemptName) {
            return new AttemptPaths(
                    URI.create("s3://state/plans/" + attemptName + "-"),
                    URI.create("s3://state/claims/" + attemptName),
                    URI.create("s3://state/manifests/" + attemptName),
                    URI.create("s3://state/failures/" + attemptName),
                    URI.create("s3://state/progress/" + attemptName));
        }

        @Override
        public void snapshot(InputChecksums checksums, String dataset, String fingerprint) {
            throw new UnsupportedOperationException("publishing keeps no checksums");
        }

        @Override
        public Optional<InputChecksums> checksums(String dataset, String fingerprint) {
            throw new UnsupportedOperationException("publishing asks for no checksums");
        }

        @Override
        public Optional<byte[]> read(URI where) {
            return Optional.ofNullable(documents.get(where));
        }

        @Override
        public String put(RunPlan plan, AttemptPaths places) {
            throw new UnsupportedOperationException("publishing plans nothing");
        }

        @Override
        public InputFile snapshot(InputFile file, String attemptName) {
            throw new UnsupportedOperationException("publishing copies nothing");
        }

        @Override
        public Optional<Claim> claim(String attemptName) {
            throw new UnsupportedOperationException("publishing asks for no claim");
        }

        @Override
        public Claim revoke(String runId, int attempt, String nonce, Instant now) {
            throw new UnsupportedOperationException("publishing revokes nothing");
        }

        @Override
        public void list(URI prefix, ObjLongConsumer<String> each) {
            throw new UnsupportedOperationException("publishing lists nothing");
        }

        @Override
        public boolean remove(URI prefix, BooleanSupplier timeLeft) {
            throw new UnsupportedOperationException("publishing removes nothing");
        }

        @Override
        public Optional<RunProgress> progress(String attemptName) {
            throw new UnsupportedOperationException("publishing asks for no progress");
        }

        @Override
        public LogStatus log(String clusterId, String stepId) {
            throw new UnsupportedOperationException("publishing reads no log");
        }

        @Override
        public LogStatus bootstrapLog(String clusterId, String reason) {
            throw new UnsupportedOperationException();
        }
    }
}
