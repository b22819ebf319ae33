package dev.mayfly.cli.bench.catalog;

import dev.mayfly.local.http.RequestLog;
import java.util.List;

/** What the embedded Glue was asked so far, by kind. */
record GlueCalls(long partitionWrites, long reads, long tableWrites) {
    private static final List<String> PARTITION_WRITES =
            List.of("BatchCreatePartition", "BatchUpdatePartition", "BatchDeletePartition");
    private static final List<String> READS = List.of(
            "GetTable",
            "GetTables",
            "GetDatabase",
            "GetPartitions",
            "GetPartition",
            "BatchGetPartition",
            "GetTableVersions");
    private static final List<String> TABLE_WRITES = List.of("CreateTable", "UpdateTable", "DeleteTable");

    static GlueCalls of(RequestLog log) {
        return new GlueCalls(sum(log, PARTITION_WRITES), sum(log, READS), sum(log, TABLE_WRITES));
    }

    GlueCalls since(GlueCalls earlier) {
        return new GlueCalls(
                partitionWrites - earlier.partitionWrites, reads - earlier.reads, tableWrites - earlier.tableWrites);
    }

    long all() {
        return partitionWrites + reads + tableWrites;
    }

    private static long sum(RequestLog log, List<String> operations) {
        return operations.stream()
                .mapToLong(operation -> log.count("glue", operation))
                .sum();
    }
}
