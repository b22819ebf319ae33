package dev.mayfly.local.glue;

import java.util.List;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteColumnStatisticsForTableResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableRequest;
import software.amazon.awssdk.services.glue.model.GetColumnStatisticsForTableResponse;

/** Column statistics: nobody has computed any here, and readers take an empty list for that, not an error. */
final class GlueStatistics {
    private GlueStatistics() {}

    static void register(GlueService service, GlueTables tables) {
        service.add("GetColumnStatisticsForTable", GetColumnStatisticsForTableRequest::builder, request -> {
            tables.table(request.databaseName(), request.tableName());
            return GetColumnStatisticsForTableResponse.builder()
                    .columnStatisticsList(List.of())
                    .errors(List.of())
                    .build();
        });
        service.add("GetColumnStatisticsForPartition", GetColumnStatisticsForPartitionRequest::builder, request -> {
            tables.table(request.databaseName(), request.tableName());
            return GetColumnStatisticsForPartitionResponse.builder()
                    .columnStatisticsList(List.of())
                    .errors(List.of())
                    .build();
        });
        service.add("DeleteColumnStatisticsForTable", DeleteColumnStatisticsForTableRequest::builder, request -> {
            tables.table(request.databaseName(), request.tableName());
            return DeleteColumnStatisticsForTableResponse.builder().build();
        });
        service.add(
                "DeleteColumnStatisticsForPartition", DeleteColumnStatisticsForPartitionRequest::builder, request -> {
                    tables.table(request.databaseName(), request.tableName());
                    return DeleteColumnStatisticsForPartitionResponse.builder().build();
                });
    }
}
