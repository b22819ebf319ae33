package dev.mayfly.simulator.client;

import dev.mayfly.simulator.cloud.Table;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionFailureEntry;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** Tables, partitions and errors in Glue's own shapes. */
final class GlueShapes {
    static GetTableResponse table(Table table, Table.Shown shown) {
        var input = shown.table().orElseThrow(() -> notFound("Table " + table.name() + " not found."));
        return GetTableResponse.builder()
                .table(answer -> answer.name(input.name())
                        .databaseName(table.database())
                        .versionId(shown.version())
                        .tableType(input.tableType())
                        .parameters(input.parameters())
                        .partitionKeys(input.partitionKeys())
                        .viewOriginalText(input.viewOriginalText())
                        .viewExpandedText(input.viewExpandedText())
                        .storageDescriptor(input.storageDescriptor()))
                .build();
    }

    static GetPartitionsResponse partitions(Table.Shown shown, String token, int most) {
        if (shown.table().isEmpty()) {
            throw notFound("Table not found.");
        }
        String after = token == null ? "" : token;
        List<Map.Entry<String, PartitionInput>> left = shown.partitions().entrySet().stream()
                .filter(entry -> entry.getKey().compareTo(after) > 0)
                .limit(most + 1L)
                .toList();
        boolean more = left.size() > most;
        List<Map.Entry<String, PartitionInput>> page = more ? left.subList(0, most) : left;
        return GetPartitionsResponse.builder()
                .partitions(
                        page.stream().map(entry -> partition(entry.getValue())).toList())
                .nextToken(more ? page.get(page.size() - 1).getKey() : null)
                .build();
    }

    static BatchGetPartitionResponse partitions(Table.Shown shown, List<PartitionValueList> asked) {
        if (shown.table().isEmpty()) {
            throw notFound("Table not found.");
        }
        return BatchGetPartitionResponse.builder()
                .partitions(asked.stream()
                        .map(values -> shown.partitions().get(key(values.values())))
                        .filter(Objects::nonNull)
                        .map(GlueShapes::partition)
                        .toList())
                .build();
    }

    private static Partition partition(PartitionInput input) {
        return Partition.builder()
                .values(input.values())
                .parameters(input.parameters())
                .storageDescriptor(input.storageDescriptor())
                .build();
    }

    static String key(List<String> values) {
        return String.join("\u0001", values);
    }

    static void atMost(List<?> items, int most) {
        if (items.size() > most) {
            throw InvalidInputException.builder()
                    .statusCode(400)
                    .message("at most %d items are taken, not %d".formatted(most, items.size()))
                    .build();
        }
    }

    static BatchUpdatePartitionFailureEntry updateError(List<String> values, ErrorDetail detail) {
        return BatchUpdatePartitionFailureEntry.builder()
                .partitionValueList(values)
                .errorDetail(detail)
                .build();
    }

    static EntityNotFoundException notFound(String message) {
        return EntityNotFoundException.builder()
                .statusCode(400)
                .message(message)
                .awsErrorDetails(details("EntityNotFoundException", message))
                .build();
    }

    static AlreadyExistsException alreadyExists(String message) {
        return AlreadyExistsException.builder()
                .statusCode(400)
                .message(message)
                .awsErrorDetails(details("AlreadyExistsException", message))
                .build();
    }

    static ConcurrentModificationException concurrent(String message) {
        return ConcurrentModificationException.builder()
                .statusCode(400)
                .message(message)
                .awsErrorDetails(details("ConcurrentModificationException", message))
                .build();
    }

    static GlueException throttled() {
        return (GlueException) GlueException.builder()
                .statusCode(400)
                .message("Rate exceeded")
                .awsErrorDetails(details("ThrottlingException", "Rate exceeded"))
                .build();
    }

    private static AwsErrorDetails details(String code, String message) {
        return AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("Glue")
                .build();
    }

    private GlueShapes() {}
}
