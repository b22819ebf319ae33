package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/** A publication in Glue's own terms: Hive-style Parquet, the columns copied into every partition, keys with their declared types. */
final class GlueMapper {
    static final String OWNER = "mayfly.dataset";
    static final String RUN = "mayfly.run";
    static final String GENERATION = "mayfly.generation";
    private static final String INPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat";
    private static final String OUTPUT = "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat";
    private static final String SERDE = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    private final Publication publication;

    GlueMapper(Publication publication) {
        this.publication = publication;
    }

    TableInput table() {
        Map<String, String> parameters = parameters(publication.rows(), publication.bytes());
        parameters.put(OWNER, publication.dataset());
        parameters.put("EXTERNAL", "TRUE");
        parameters.put("classification", "parquet");
        return TableInput.builder()
                .name(publication.table())
                .tableType("EXTERNAL_TABLE")
                .parameters(parameters)
                .partitionKeys(columns(true))
                .storageDescriptor(storage(tableLocation()))
                .build();
    }

    /** The view that an atomic table is to its readers. */
    TableInput view() {
        Map<String, String> parameters = parameters(publication.rows(), publication.bytes());
        parameters.put(OWNER, publication.dataset());
        return PrestoViewEncoder.of(
                publication.database(),
                publication.table(),
                GenerationView.sql(publication),
                publication.columns(),
                parameters);
    }

    PartitionInput partition(PartitionOutput partition) {
        long bytes = partition.files().stream().mapToLong(file -> file.bytes()).sum();
        return PartitionInput.builder()
                .values(partition.values())
                .parameters(parameters(partition.rows(), bytes))
                .storageDescriptor(storage(partition.location()))
                .build();
    }

    private URI tableLocation() {
        return publication.output();
    }

    private StorageDescriptor storage(URI location) {
        return StorageDescriptor.builder()
                .columns(columns(false))
                .location(S3Uris.text(location))
                .inputFormat(INPUT)
                .outputFormat(OUTPUT)
                .compressed(false)
                .numberOfBuckets(0)
                .storedAsSubDirectories(false)
                .serdeInfo(serde -> serde.serializationLibrary(SERDE).parameters(Map.of("serialization.format", "1")))
                .build();
    }

    /** Whether readers find rows of the same columns at the same place, and read them in the same way; a view says none of how. */
    static boolean alike(StorageDescriptor there, StorageDescriptor wanted) {
        return location(there).equals(location(wanted))
                && there.columns().equals(wanted.columns())
                && (wanted.inputFormat() == null || format(there).equals(format(wanted)));
    }

    /** A view has none. */
    static String location(StorageDescriptor storage) {
        return Objects.requireNonNullElse(storage.location(), "");
    }

    /** By which classes rows are read. */
    static List<String> format(StorageDescriptor storage) {
        return Stream.of(
                        storage.inputFormat(),
                        storage.serdeInfo() == null ? null : storage.serdeInfo().serializationLibrary())
                .map(name -> Objects.requireNonNullElse(name, ""))
                .toList();
    }

    private List<Column> columns(boolean keys) {
        List<String> order = publication.partitionBy();
        var chosen = publication.columns().stream().filter(column -> order.contains(column.name()) == keys);
        var sorted = keys
                ? chosen.sorted(java.util.Comparator.comparingInt(column -> order.indexOf(column.name())))
                : chosen;
        return sorted.map(GlueMapper::column).toList();
    }

    static Column column(dev.mayfly.contract.Column column) {
        return Column.builder()
                .name(column.name())
                .type(column.type().catalogName())
                .comment(column.comment().isEmpty() ? null : column.comment())
                .build();
    }

    private Map<String, String> parameters(long rows, long bytes) {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put(RUN, publication.runId());
        parameters.put(GENERATION, publication.generation());
        parameters.put("mayfly.when", publication.verifiedAt().toString());
        parameters.put("mayfly.rows", Long.toString(rows));
        parameters.put("mayfly.bytes", Long.toString(bytes));
        return parameters;
    }
}
