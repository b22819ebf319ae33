package dev.mayfly.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

/** A table of the check's own in the deployment's database; gone when it is closed. */
final class ScratchTable implements AutoCloseable {
    private static final int MOST_A_CALL = 100;
    private final GlueClient glue;
    private final String database;
    private final String name;
    private final StorageDescriptor storage;

    ScratchTable(Target site, String name) {
        this.glue = site.clients().build(GlueClient.builder());
        this.database = site.names().database();
        this.name = name;
        this.storage = StorageDescriptor.builder()
                .columns(Column.builder().name("id").type("bigint").build())
                .location("s3://" + site.names().bucket("curated") + "/" + name + "/")
                .build();
        glue.createTable(create -> create.databaseName(database)
                .tableInput(input -> input.name(name)
                        .storageDescriptor(storage)
                        .partitionKeys(Column.builder().name("n").type("int").build())));
    }

    GlueClient glue() {
        return glue;
    }

    Table read() {
        return glue.getTable(get -> get.databaseName(database).name(name)).table();
    }

    void update(String versionId, String description) {
        glue.updateTable(update -> update.databaseName(database)
                .versionId(versionId)
                .tableInput(input -> input.name(name)
                        .description(description)
                        .storageDescriptor(storage)
                        .partitionKeys(Column.builder().name("n").type("int").build())));
    }

    void partitions(int count) {
        for (int from = 0; from < count; from += MOST_A_CALL) {
            List<PartitionInput> batch = IntStream.range(from, Math.min(from + MOST_A_CALL, count))
                    .mapToObj(n -> PartitionInput.builder()
                            .values(Integer.toString(n))
                            .storageDescriptor(storage)
                            .build())
                    .toList();
            glue.batchCreatePartition(
                    create -> create.databaseName(database).tableName(name).partitionInputList(batch));
        }
    }

    /** The values of one of so many segments, as often as they are listed. */
    List<String> segment(int number, int of) {
        List<String> values = new ArrayList<>();
        glue.getPartitionsPaginator(get -> get.databaseName(database)
                        .tableName(name)
                        .segment(segment -> segment.segmentNumber(number).totalSegments(of)))
                .forEach(page -> page.partitions().forEach(one -> values.addAll(one.values())));
        return values;
    }

    @Override
    public void close() {
        glue.deleteTable(delete -> delete.databaseName(database).name(name));
        glue.close();
    }
}
