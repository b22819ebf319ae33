package dev.mayfly.cli.catalog;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.local.glue.GlueService;
import dev.mayfly.local.http.Faults;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.state.StateStore;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.GlueCatalog;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.ScanSegment;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.glue.GlueClient;

/** The real catalog code over HTTP before the embedded Glue, without the SDK's own retries, which would hide what is tested. */
final class CatalogStage implements AutoCloseable {
    static final String DATABASE = "retailrocket";
    static final String TABLE = "events";
    private final StateStore store;
    private final HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
    final TamperedGlue tampering;
    final GlueClient glue;
    final GlueCatalog catalog;

    CatalogStage(Path folder) {
        store = StateStore.open(folder);
        GlueService service = new GlueService(store, "000000000000", Clock.systemUTC());
        service.ensureDatabase(DATABASE, "");
        tampering = new TamperedGlue(service);
        front.serve(tampering);
        glue = Clients.of(front.endpoint())
                .build(GlueClient.builder()
                        .overrideConfiguration(
                                configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry())));
        catalog = new GlueCatalog(glue);
    }

    Faults faults() {
        return front.faults();
    }

    long asked(String operation) {
        return front.requests().count("glue", operation);
    }

    static Publication publication(String run, List<Column> columns, Publication.PublishOption... words) {
        return new Publication(
                DATABASE,
                TABLE,
                "retailrocket",
                run,
                run + "-a1",
                Instant.EPOCH,
                columns,
                List.of("itemid"),
                URI.create("s3://curated/events/" + run + "-a1/"),
                1,
                1,
                Set.of(words));
    }

    static List<Column> columns(String... namesAndTypes) {
        return IntStream.range(0, namesAndTypes.length / 2)
                .mapToObj(i ->
                        new Column(namesAndTypes[2 * i], ColumnType.of(namesAndTypes[2 * i + 1]), false, "about " + i))
                .toList();
    }

    /** The partitions of a run, one for each item of a range. */
    static List<PartitionOutput> items(Publication of, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(item -> new PartitionOutput(
                        TABLE,
                        List.of(Integer.toString(item)),
                        of.output().resolve("itemid=" + item + "/"),
                        1,
                        List.of(new OutputFile("part-0.parquet", 1, 1))))
                .toList();
    }

    /** One go at the whole of it, as an invocation makes it: it ends at whatever is not confirmed. */
    CatalogResult publish(Publication publication, List<PartitionOutput> partitions) {
        CatalogResult table = catalog.table(publication);
        if (!(table instanceof CatalogResult.Confirmed)) {
            return table;
        }
        CatalogResult brought = catalog.partitions(publication, partitions, () -> true);
        return brought instanceof CatalogResult.Confirmed
                ? catalog.deleteStalePartitions(publication, new ScanSegment(0, 1), List.of(partitions), () -> true)
                : brought;
    }

    /** Where readers find each partition. */
    Map<List<String>, String> shown() {
        Map<List<String>, String> shown =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        glue.getPartitionsPaginator(request -> request.databaseName(DATABASE).tableName(TABLE)).stream()
                .flatMap(page -> page.partitions().stream())
                .forEach(partition -> shown.put(
                        partition.values(), partition.storageDescriptor().location()));
        return shown;
    }

    static Map<List<String>, String> wanted(List<PartitionOutput> partitions) {
        Map<List<String>, String> wanted =
                new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        partitions.forEach(made -> wanted.put(made.values(), made.location().toString()));
        return wanted;
    }

    @Override
    public void close() {
        glue.close();
        front.close();
        store.close();
    }
}
