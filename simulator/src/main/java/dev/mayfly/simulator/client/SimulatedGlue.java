package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Table;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.SimulatedCall;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

/** Glue as the function's client sees it: versions of tables, partitions without conditions, errors item by item, old answers. */
public class SimulatedGlue implements GlueClient {
    private final Supplier<Account> account;

    public SimulatedGlue(Supplier<Account> account) {
        this.account = account;
    }

    @Override
    public GetDatabaseResponse getDatabase(GetDatabaseRequest request) {
        return through(
                "GetDatabase",
                request.name(),
                () -> GetDatabaseResponse.builder()
                        .database(database -> database.name(request.name()))
                        .build());
    }

    @Override
    public GetTableResponse getTable(GetTableRequest request) {
        Table table = account.get().table(request.databaseName(), request.name());
        return account.get()
                .gate()
                .through(door("GetTable", request.name(), () -> GlueShapes.table(table, table.shown()))
                        .withStaleAnswer(() -> GlueShapes.table(table, table.shownBefore())));
    }

    /** The whole list at once; the expression is taken as the regular expression that it is. */
    @Override
    public GetTablesResponse getTables(GetTablesRequest request) {
        return through(
                "GetTables",
                request.expression(),
                () -> GetTablesResponse.builder()
                        .tableList(account.get().tables().stream()
                                .filter(table -> table.database().equals(request.databaseName())
                                        && table.name().matches(request.expression())
                                        && table.shown().table().isPresent())
                                .map(table ->
                                        GlueShapes.table(table, table.shown()).table())
                                .toList())
                        .build());
    }

    @Override
    public GetPartitionsResponse getPartitions(GetPartitionsRequest request) {
        Table table = account.get().table(request.databaseName(), request.tableName());
        int page = account.get().objectsInAPage();
        return account.get()
                .gate()
                .through(door(
                                "GetPartitions",
                                request.tableName(),
                                () -> GlueShapes.partitions(table.shown(), request.nextToken(), page))
                        .withStaleAnswer(() -> GlueShapes.partitions(table.shownBefore(), request.nextToken(), page)));
    }

    /** Refused means here: every key comes back unprocessed. */
    @Override
    public BatchGetPartitionResponse batchGetPartition(BatchGetPartitionRequest request) {
        GlueShapes.atMost(request.partitionsToGet(), 1_000);
        Table table = account.get().table(request.databaseName(), request.tableName());
        return account.get()
                .gate()
                .through(SimulatedCall.answering(
                                site("BatchGetPartition", table.name()),
                                table.name(),
                                () -> GlueShapes.partitions(table.shown(), request.partitionsToGet()),
                                () -> BatchGetPartitionResponse.builder()
                                        .unprocessedKeys(request.partitionsToGet())
                                        .build())
                        .withStaleAnswer(() -> GlueShapes.partitions(table.shownBefore(), request.partitionsToGet())));
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        Table table =
                account.get().table(request.databaseName(), request.tableInput().name());
        return through("CreateTable", table.name(), () -> {
            if (table.shown().table().isPresent()) {
                throw GlueShapes.alreadyExists("Table already exists.");
            }
            table.define(request.tableInput());
            changed(table);
            return CreateTableResponse.builder().build();
        });
    }

    @Override
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
        Table table =
                account.get().table(request.databaseName(), request.tableInput().name());
        return through("UpdateTable", table.name(), () -> {
            if (table.shown().table().isEmpty()) {
                throw GlueShapes.notFound("Table " + table.name() + " not found.");
            }
            if (request.versionId() != null
                    && !request.versionId().equals(table.shown().version())) {
                throw GlueShapes.concurrent("Update table failed due to concurrent modifications.");
            }
            table.define(request.tableInput());
            changed(table);
            return UpdateTableResponse.builder().build();
        });
    }

    @Override
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        Table table = account.get().table(request.databaseName(), request.name());
        return through("DeleteTable", table.name(), () -> {
            if (table.shown().table().isEmpty()) {
                throw GlueShapes.notFound("Table " + table.name() + " not found.");
            }
            table.drop();
            changed(table);
            return DeleteTableResponse.builder().build();
        });
    }

    @Override
    public BatchCreatePartitionResponse batchCreatePartition(BatchCreatePartitionRequest request) {
        GlueShapes.atMost(request.partitionInputList(), 100);
        Table table = account.get().table(request.databaseName(), request.tableName());
        BatchResult<PartitionInput> batch =
                new BatchResult<>(request.partitionInputList(), PartitionInput::values, (there, input) -> {
                    if (there.putIfAbsent(GlueShapes.key(input.values()), input) != null) {
                        throw GlueShapes.alreadyExists("Partition already exists.");
                    }
                });
        return batch(
                "BatchCreatePartition",
                table,
                batch,
                errors -> BatchCreatePartitionResponse.builder().errors(errors).build());
    }

    @Override
    public BatchUpdatePartitionResponse batchUpdatePartition(BatchUpdatePartitionRequest request) {
        GlueShapes.atMost(request.entries(), 100);
        Table table = account.get().table(request.databaseName(), request.tableName());
        var batch = new BatchResult<>(request.entries(), entry -> entry.partitionValueList(), (there, entry) -> {
            String key = GlueShapes.key(entry.partitionValueList());
            if (there.replace(key, entry.partitionInput()) == null) {
                throw GlueShapes.notFound("Partition not found.");
            }
        });
        return batch(
                "BatchUpdatePartition",
                table,
                batch,
                errors -> BatchUpdatePartitionResponse.builder()
                        .errors(errors.stream()
                                .map(error -> GlueShapes.updateError(error.partitionValues(), error.errorDetail()))
                                .toList())
                        .build());
    }

    @Override
    public BatchDeletePartitionResponse batchDeletePartition(BatchDeletePartitionRequest request) {
        GlueShapes.atMost(request.partitionsToDelete(), 25);
        Table table = account.get().table(request.databaseName(), request.tableName());
        var batch = new BatchResult<>(request.partitionsToDelete(), entry -> entry.values(), (there, entry) -> {
            if (there.remove(GlueShapes.key(entry.values())) == null) {
                throw GlueShapes.notFound("Partition not found.");
            }
        });
        return batch(
                "BatchDeletePartition",
                table,
                batch,
                errors -> BatchDeletePartitionResponse.builder().errors(errors).build());
    }

    /** Refused means here: an HTTP 200 in which every second item has an error. */
    private <T, R> R batch(
            String operation,
            Table table,
            BatchResult<T> batch,
            java.util.function.Function<List<software.amazon.awssdk.services.glue.model.PartitionError>, R> answer) {
        Consumer<Map<String, PartitionInput>> store = next -> {
            table.partitions(next);
            changed(table);
        };
        return account.get()
                .gate()
                .through(SimulatedCall.answering(
                        site(operation, table.name()),
                        table.name(),
                        () -> answer.apply(batch.run(new TreeMap<>(table.shown().partitions()), 1, store)),
                        () -> answer.apply(batch.run(new TreeMap<>(table.shown().partitions()), 2, store))));
    }

    private void changed(Table table) {
        account.get().checkers().forEach(checker -> checker.tableChanged(table));
    }

    private <T> T through(String operation, String detail, Supplier<T> effect) {
        return account.get().gate().through(door(operation, detail, effect));
    }

    private static <T> SimulatedCall<T> door(String operation, String detail, Supplier<T> effect) {
        return SimulatedCall.of(site(operation, detail), detail, effect, GlueShapes::throttled);
    }

    /** What tells of runs is written after the tables that they made, by other code; so are the tables of a pinned generation. */
    private static FaultPoint site(String operation, String table) {
        String purpose = table.startsWith("mayfly_") ? "history" : table.contains("__") ? "pinned" : "catalog";
        return new FaultPoint("glue." + operation, purpose);
    }

    @Override
    public String serviceName() {
        return "glue";
    }

    @Override
    public void close() {}
}
