package dev.mayfly.orchestrator.history;

import dev.mayfly.contract.S3Uris;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * History in Glue. A table is ours if it lies where ours would. What Glue refuses for good, or a table of somebody else's in the
 * way, is told of in the log and no reason for a run not to end: its rows lie where they lie. What passes is an exception.
 */
public final class GlueHistoryCatalog implements HistoryCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(GlueHistoryCatalog.class);
    private static final int SERVICE_FAULT = 500;
    private static final Set<String> PASSING =
            Set.of("InternalServiceException", "OperationTimeoutException", "ThrottlingException");
    /** All of them, as Glue takes it. */
    private static final String NAMES = "mayfly_.*";

    private static final String THERE = "AlreadyExistsException";
    private static final String GONE = "EntityNotFoundException";
    private final GlueClient glue;
    private final String bucket;

    @Inject
    public GlueHistoryCatalog(GlueClient glue, @Named("curated") String bucket) {
        this.glue = glue;
        this.bucket = bucket;
    }

    @Override
    public void show(String database) {
        unlessRefused(database, NAMES, () -> {
            Map<String, Table> there = new HashMap<>();
            glue.getTablesPaginator(request -> request.databaseName(database).expression(NAMES)).stream()
                    .flatMap(page -> page.tableList().stream())
                    .forEach(table -> there.put(table.name(), table));
            for (HistoryTable table : HistoryTable.ALL) {
                unlessRefused(
                        database,
                        table.tableName(),
                        () -> bring(database, table, Optional.ofNullable(there.get(table.tableName()))));
            }
        });
    }

    @Override
    public void list(Rejects rejects) {
        PartitionInput partition = PartitionInput.builder()
                .values(values(rejects))
                .storageDescriptor(storage(HistoryTable.REJECTS, rejects.location()))
                .build();
        ifOurs(
                rejects,
                THERE,
                () -> glue.batchCreatePartition(request -> request.databaseName(rejects.database())
                                .tableName(HistoryTable.REJECTS.tableName())
                                .partitionInputList(partition))
                        .errors());
    }

    @Override
    public void forget(Rejects rejects) {
        PartitionValueList partition =
                PartitionValueList.builder().values(values(rejects)).build();
        ifOurs(
                rejects,
                GONE,
                () -> glue.batchDeletePartition(request -> request.databaseName(rejects.database())
                                .tableName(HistoryTable.REJECTS.tableName())
                                .partitionsToDelete(partition))
                        .errors());
    }

    private void ifOurs(Rejects rejects, String fine, Supplier<List<PartitionError>> call) {
        unlessRefused(rejects.database(), HistoryTable.REJECTS.tableName(), () -> {
            boolean ours = read(rejects.database(), HistoryTable.REJECTS)
                    .map(there -> isOurs(rejects.database(), HistoryTable.REJECTS, there))
                    .orElse(false);
            if (ours) {
                told(fine, call.get());
            }
        });
    }

    private void bring(String database, HistoryTable table, Optional<Table> there) {
        TableInput wanted = input(database, table);
        if (there.isEmpty()) {
            glue.createTable(request -> request.databaseName(database).tableInput(wanted));
        } else if (!isOurs(database, table, there.get())) {
            LOG.warn(
                    "{}.{} is somebody else's table: rename it, and history appears there",
                    database,
                    table.tableName());
        } else if (!there.get()
                .storageDescriptor()
                .columns()
                .equals(wanted.storageDescriptor().columns())) {
            glue.updateTable(request -> request.databaseName(database)
                    .tableInput(wanted)
                    .versionId(there.get().versionId()));
        }
    }

    private boolean isOurs(String database, HistoryTable table, Table there) {
        return there.storageDescriptor() != null
                && S3Uris.text(place(database, table))
                        .equals(there.storageDescriptor().location());
    }

    private Optional<Table> read(String database, HistoryTable table) {
        try {
            return Optional.of(
                    glue.getTable(request -> request.databaseName(database).name(table.tableName()))
                            .table());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private static void unlessRefused(String database, String names, Runnable call) {
        try {
            call.run();
        } catch (GlueException e) {
            if (e.isThrottlingException() || e.statusCode() >= SERVICE_FAULT) {
                throw e;
            }
            LOG.warn("{}.{} does not show what it should: {}", database, names, e.getMessage());
        }
    }

    private static void told(String fine, List<PartitionError> errors) {
        for (PartitionError error : errors) {
            ErrorDetail detail = error.errorDetail();
            if (detail.errorCode() != null && PASSING.contains(detail.errorCode())) {
                throw new IllegalStateException(detail.errorCode() + ": " + detail.errorMessage());
            }
            if (!fine.equals(detail.errorCode())) {
                LOG.warn(
                        "{} does not show {} as it should: {}: {}",
                        HistoryTable.REJECTS.tableName(),
                        error.partitionValues(),
                        detail.errorCode(),
                        detail.errorMessage());
            }
        }
    }

    private static List<String> values(Rejects rejects) {
        return List.of(rejects.dataset(), rejects.table(), rejects.generation());
    }

    private URI place(String database, HistoryTable table) {
        return S3Uris.of(bucket, HistoryPaths.key(database, table));
    }

    private TableInput input(String database, HistoryTable table) {
        return TableInput.builder()
                .name(table.tableName())
                .tableType("EXTERNAL_TABLE")
                .parameters(Map.of(
                        "EXTERNAL",
                        "TRUE",
                        "classification",
                        table.json() ? "json" : "parquet",
                        "comment",
                        table.comment()))
                .partitionKeys(columns(table.keys()))
                .storageDescriptor(storage(table, place(database, table)))
                .build();
    }

    private static StorageDescriptor storage(HistoryTable table, URI location) {
        String formats = "org.apache.hadoop.hive.ql.io.parquet.";
        return StorageDescriptor.builder()
                .columns(columns(table.columns()))
                .location(S3Uris.text(location))
                .inputFormat(
                        table.json()
                                ? "org.apache.hadoop.mapred.TextInputFormat"
                                : formats + "MapredParquetInputFormat")
                .outputFormat(
                        table.json()
                                ? "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
                                : formats + "MapredParquetOutputFormat")
                .compressed(false)
                .numberOfBuckets(0)
                .storedAsSubDirectories(false)
                .serdeInfo(serde -> serde.serializationLibrary(
                                table.json()
                                        ? "org.apache.hive.hcatalog.data.JsonSerDe"
                                        : formats + "serde.ParquetHiveSerDe")
                        .parameters(Map.of("serialization.format", "1")))
                .build();
    }

    private static List<Column> columns(List<HistoryTable.ColumnDoc> columns) {
        return columns.stream()
                .map(column -> Column.builder()
                        .name(column.name())
                        .type(column.type())
                        .comment(column.comment().isEmpty() ? null : column.comment())
                        .build())
                .toList();
    }
}
