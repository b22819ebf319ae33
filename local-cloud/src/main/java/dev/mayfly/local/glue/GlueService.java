package dev.mayfly.local.glue;

import dev.mayfly.local.http.JsonService;
import dev.mayfly.local.http.Validation;
import dev.mayfly.local.state.StateStore;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.glue.model.CreateDatabaseRequest;
import software.amazon.awssdk.services.glue.model.CreateDatabaseResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetDatabasesRequest;
import software.amazon.awssdk.services.glue.model.GetDatabasesResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GetTableVersionsRequest;
import software.amazon.awssdk.services.glue.model.GetTableVersionsResponse;
import software.amazon.awssdk.services.glue.model.GetTablesRequest;
import software.amazon.awssdk.services.glue.model.GetTablesResponse;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Glue's data catalog: databases, tables with versions, partitions; every limit and refusal as the service's model has it. */
public final class GlueService extends JsonService {
    static final int LARGEST_PAGE = 100;

    private final GlueTables tables;
    private final GluePartitions partitions;

    /** Keeps the catalog of one account in {@code store}. */
    public GlueService(StateStore store, String account, Clock clock) {
        super("glue", "1.1");
        tables = new GlueTables(store, account, clock);
        partitions = new GluePartitions(store, account, clock);
        operation("CreateDatabase", CreateDatabaseRequest::builder, this::createDatabase);
        operation("GetDatabase", GetDatabaseRequest::builder, this::database);
        operation("GetDatabases", GetDatabasesRequest::builder, this::databases);
        operation("CreateTable", CreateTableRequest::builder, this::createTable);
        operation("GetTable", GetTableRequest::builder, this::table);
        operation("GetTables", GetTablesRequest::builder, this::tables);
        operation("UpdateTable", UpdateTableRequest::builder, this::updateTable);
        operation("DeleteTable", DeleteTableRequest::builder, this::deleteTable);
        operation("GetTableVersions", GetTableVersionsRequest::builder, this::versions);
        new PartitionOperations(store, tables, partitions).register(this);
        GlueStatistics.register(this, tables);
    }

    /** The same registration for the operations that stand in files of their own. */
    <B extends SdkBuilder<B, T>, T extends SdkPojo> void add(
            String name, Supplier<? extends SdkBuilder<B, T>> builder, Function<T, ? extends SdkPojo> function) {
        operation(name, builder, request -> {
            synchronized (this) {
                return function.apply(request);
            }
        });
    }

    /** Makes a database unless it is there, for a template that declares it. */
    public synchronized void ensureDatabase(String name, String description) {
        if (tables.databases(null, Integer.MAX_VALUE).items().stream()
                .noneMatch(database -> database.name().equals(GlueTables.fold(name)))) {
            tables.createDatabase(
                    DatabaseInput.builder().name(name).description(description).build());
        }
    }

    private synchronized CreateDatabaseResponse createDatabase(CreateDatabaseRequest request) {
        Validation.of().required("databaseInput", request.databaseInput()).check();
        Validation.of()
                .required("databaseInput.name", request.databaseInput().name())
                .check();
        InputLimits.check(request.databaseInput());
        tables.createDatabase(request.databaseInput());
        return CreateDatabaseResponse.builder().build();
    }

    private synchronized GetDatabaseResponse database(GetDatabaseRequest request) {
        Validation.of().required("name", request.name()).check();
        return GetDatabaseResponse.builder()
                .database(tables.database(request.name()))
                .build();
    }

    private synchronized GetDatabasesResponse databases(GetDatabasesRequest request) {
        var page = tables.databases(request.nextToken(), pageSize(request.maxResults()));
        return GetDatabasesResponse.builder()
                .databaseList(page.items())
                .nextToken(page.next())
                .build();
    }

    private synchronized CreateTableResponse createTable(CreateTableRequest request) {
        checkInput(request.databaseName(), request.tableInput());
        tables.create(request.databaseName(), request.tableInput());
        return CreateTableResponse.builder().build();
    }

    private synchronized GetTableResponse table(GetTableRequest request) {
        checkNames(request.databaseName(), "name", request.name());
        return GetTableResponse.builder()
                .table(tables.table(request.databaseName(), request.name()))
                .build();
    }

    private synchronized GetTablesResponse tables(GetTablesRequest request) {
        Validation.of()
                .required("databaseName", request.databaseName())
                .length("expression", request.expression(), 0, 2_048)
                .check();
        var page = tables.tables(
                request.databaseName(), request.expression(), request.nextToken(), pageSize(request.maxResults()));
        return GetTablesResponse.builder()
                .tableList(page.items())
                .nextToken(page.next())
                .build();
    }

    private synchronized UpdateTableResponse updateTable(UpdateTableRequest request) {
        checkInput(request.databaseName(), request.tableInput());
        tables.update(
                request.databaseName(),
                request.tableInput(),
                Optional.ofNullable(request.versionId()),
                Boolean.TRUE.equals(request.skipArchive()));
        return UpdateTableResponse.builder().build();
    }

    private synchronized DeleteTableResponse deleteTable(DeleteTableRequest request) {
        checkNames(request.databaseName(), "name", request.name());
        partitions.deleteAll(tables.table(request.databaseName(), request.name()));
        tables.delete(request.databaseName(), request.name());
        return DeleteTableResponse.builder().build();
    }

    private synchronized GetTableVersionsResponse versions(GetTableVersionsRequest request) {
        checkNames(request.databaseName(), "tableName", request.tableName());
        var page = tables.versions(
                request.databaseName(), request.tableName(), request.nextToken(), pageSize(request.maxResults()));
        return GetTableVersionsResponse.builder()
                .tableVersions(page.items())
                .nextToken(page.next())
                .build();
    }

    static void checkNames(String database, String member, String table) {
        Validation.of()
                .required("databaseName", database)
                .required(member, table)
                .length("databaseName", database, 1, 255)
                .length(member, table, 1, 255)
                .check();
    }

    private static void checkInput(String database, TableInput input) {
        Validation.of()
                .required("databaseName", database)
                .required("tableInput", input)
                .check();
        Validation.of().required("tableInput.name", input.name()).check();
        InputLimits.check(input);
    }

    private static int pageSize(Integer asked) {
        Validation.of().range("maxResults", asked, 1, LARGEST_PAGE).check();
        return asked == null ? LARGEST_PAGE : asked;
    }
}
