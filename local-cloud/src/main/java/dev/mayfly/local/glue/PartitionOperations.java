package dev.mayfly.local.glue;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.Validation;
import dev.mayfly.local.state.StateStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionResponse;
import software.amazon.awssdk.services.glue.model.CreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.CreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.DeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.DeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.UpdatePartitionRequest;
import software.amazon.awssdk.services.glue.model.UpdatePartitionResponse;

/** What Glue does with partitions: a batch refuses each item by itself, inside an answer that says 200. */
final class PartitionOperations {
    private static final int LARGEST_PAGE = 1000;

    private final StateStore store;
    private final GlueTables tables;
    private final GluePartitions partitions;

    PartitionOperations(StateStore store, GlueTables tables, GluePartitions partitions) {
        this.store = store;
        this.tables = tables;
        this.partitions = partitions;
    }

    void register(GlueService service) {
        service.add("CreatePartition", CreatePartitionRequest::builder, this::create);
        service.add("BatchCreatePartition", BatchCreatePartitionRequest::builder, this::createBatch);
        service.add("GetPartition", GetPartitionRequest::builder, this::find);
        service.add("GetPartitions", GetPartitionsRequest::builder, this::list);
        service.add("BatchGetPartition", BatchGetPartitionRequest::builder, this::findBatch);
        service.add("UpdatePartition", UpdatePartitionRequest::builder, this::update);
        service.add("BatchUpdatePartition", BatchUpdatePartitionRequest::builder, this::updateBatch);
        service.add("DeletePartition", DeletePartitionRequest::builder, this::delete);
        service.add("BatchDeletePartition", BatchDeletePartitionRequest::builder, this::deleteBatch);
    }

    private CreatePartitionResponse create(CreatePartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        Validation.of().required("partitionInput", request.partitionInput()).check();
        InputLimits.check("partitionInput", request.partitionInput());
        partitions.create(table(request.databaseName(), request.tableName()), request.partitionInput());
        store.commit();
        return CreatePartitionResponse.builder().build();
    }

    private BatchCreatePartitionResponse createBatch(BatchCreatePartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        checkBatch("partitionInputList", request.partitionInputList(), 100);
        for (int i = 0; i < request.partitionInputList().size(); i++) {
            InputLimits.check(
                    "partitionInputList.%d.member".formatted(i + 1),
                    request.partitionInputList().get(i));
        }
        Table table = table(request.databaseName(), request.tableName());
        List<PartitionError> errors = new ArrayList<>();
        for (PartitionInput input : request.partitionInputList()) {
            attempt(input.values(), errors, () -> partitions.create(table, input));
        }
        store.commit();
        return BatchCreatePartitionResponse.builder().errors(errors).build();
    }

    private GetPartitionResponse find(GetPartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        Validation.of().required("partitionValues", request.partitionValues()).check();
        Partition partition = partitions
                .find(table(request.databaseName(), request.tableName()), request.partitionValues())
                .orElseThrow(() -> GlueErrors.notFound("Cannot find partition."));
        return GetPartitionResponse.builder().partition(partition).build();
    }

    private GetPartitionsResponse list(GetPartitionsRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        Validation checks = Validation.of()
                .range("maxResults", request.maxResults(), 1, LARGEST_PAGE)
                .length("expression", request.expression(), 0, 2048);
        Optional.ofNullable(request.segment())
                .ifPresent(s -> checks.required("segment.segmentNumber", s.segmentNumber())
                        .required("segment.totalSegments", s.totalSegments())
                        .range("segment.segmentNumber", s.segmentNumber(), 0, 9)
                        .range("segment.totalSegments", s.totalSegments(), 1, 10));
        checks.check();
        GluePage<Partition> page = partitions.list(
                table(request.databaseName(), request.tableName()),
                request.expression(),
                Optional.ofNullable(request.segment()),
                request.nextToken(),
                request.maxResults() == null ? LARGEST_PAGE : request.maxResults(),
                !Boolean.TRUE.equals(request.excludeColumnSchema()));
        return GetPartitionsResponse.builder()
                .partitions(page.items())
                .nextToken(page.next())
                .build();
    }

    /** A partition that is not there is simply not in the answer. */
    private BatchGetPartitionResponse findBatch(BatchGetPartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        checkBatch("partitionsToGet", request.partitionsToGet(), 1000);
        Table table = table(request.databaseName(), request.tableName());
        return BatchGetPartitionResponse.builder()
                .partitions(request.partitionsToGet().stream()
                        .flatMap(wanted -> partitions.find(table, wanted.values()).stream())
                        .toList())
                .unprocessedKeys(List.of())
                .build();
    }

    private UpdatePartitionResponse update(UpdatePartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        Validation.of()
                .required("partitionValueList", request.partitionValueList())
                .required("partitionInput", request.partitionInput())
                .check();
        InputLimits.check("partitionInput", request.partitionInput());
        partitions.update(
                table(request.databaseName(), request.tableName()),
                request.partitionValueList(),
                request.partitionInput());
        store.commit();
        return UpdatePartitionResponse.builder().build();
    }

    private BatchUpdatePartitionResponse updateBatch(BatchUpdatePartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        checkBatch("entries", request.entries(), 100);
        for (int i = 0; i < request.entries().size(); i++) {
            InputLimits.check(
                    "entries.%d.member.partitionInput".formatted(i + 1),
                    request.entries().get(i).partitionInput());
        }
        Table table = table(request.databaseName(), request.tableName());
        List<PartitionError> errors = new ArrayList<>();
        for (BatchUpdatePartitionRequestEntry entry : request.entries()) {
            attempt(
                    entry.partitionValueList(),
                    errors,
                    () -> partitions.update(table, entry.partitionValueList(), entry.partitionInput()));
        }
        store.commit();
        return BatchUpdatePartitionResponse.builder()
                .errors(errors.stream()
                        .map(error -> BatchUpdatePartitionFailureEntry.builder()
                                .partitionValueList(error.partitionValues())
                                .errorDetail(error.errorDetail())
                                .build())
                        .toList())
                .build();
    }

    private DeletePartitionResponse delete(DeletePartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        Validation.of().required("partitionValues", request.partitionValues()).check();
        partitions.delete(table(request.databaseName(), request.tableName()), request.partitionValues());
        store.commit();
        return DeletePartitionResponse.builder().build();
    }

    private BatchDeletePartitionResponse deleteBatch(BatchDeletePartitionRequest request) {
        GlueService.checkNames(request.databaseName(), "tableName", request.tableName());
        checkBatch("partitionsToDelete", request.partitionsToDelete(), 25);
        Table table = table(request.databaseName(), request.tableName());
        List<PartitionError> errors = new ArrayList<>();
        for (PartitionValueList wanted : request.partitionsToDelete()) {
            attempt(wanted.values(), errors, () -> partitions.delete(table, wanted.values()));
        }
        store.commit();
        return BatchDeletePartitionResponse.builder().errors(errors).build();
    }

    private Table table(String database, String name) {
        return tables.table(database, name);
    }

    private static void attempt(List<String> values, List<PartitionError> errors, Runnable change) {
        try {
            change.run();
        } catch (AwsError e) {
            errors.add(PartitionError.builder()
                    .partitionValues(values)
                    .errorDetail(GlueErrors.detail(e))
                    .build());
        }
    }

    private static void checkBatch(String member, List<?> batch, int largest) {
        Validation.of().required(member, batch).atMost(member, batch, largest).check();
    }
}
