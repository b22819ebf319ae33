package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/** The partitions of one table: compared, created or moved in batches, the superfluous removed last, all read back. */
final class GluePartitions {
    private static final int MOST_WRITTEN = 100;
    private static final int MOST_DELETED = 25;
    private final GlueClient glue;
    private final Publication publication;
    private final Map<List<String>, PartitionInput> wanted = new HashMap<>();

    GluePartitions(GlueClient glue, Publication publication) {
        this.glue = glue;
        this.publication = publication;
        GlueShapes shapes = new GlueShapes(publication);
        for (PartitionOutput partition : publication.partitions()) {
            wanted.put(partition.values(), shapes.partition(partition));
        }
    }

    /** What is still open, or nothing once every partition is confirmed. */
    Optional<String> bring() {
        Map<List<String>, Partition> there = read();
        List<PartitionInput> missing = new ArrayList<>();
        List<PartitionInput> elsewhere = new ArrayList<>();
        wanted.forEach((values, input) -> {
            if (!there.containsKey(values)) {
                missing.add(input);
            } else if (!same(there.get(values), input)) {
                elsewhere.add(input);
            }
        });
        batches(missing, MOST_WRITTEN).forEach(this::create);
        batches(elsewhere, MOST_WRITTEN).forEach(this::update);
        List<List<String>> superfluous = there.keySet().stream()
                .filter(values -> !wanted.containsKey(values))
                .toList();
        if (missing.isEmpty() && elsewhere.isEmpty() && superfluous.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> notShown = open(read());
        if (notShown.isPresent()) {
            return notShown;
        }
        batches(superfluous, MOST_DELETED).forEach(this::delete);
        return superfluous.isEmpty() ? Optional.empty() : surplus(read());
    }

    private Map<List<String>, Partition> read() {
        Map<List<String>, Partition> there = new HashMap<>();
        glue
                .getPartitionsPaginator(
                        request -> request.databaseName(publication.database()).tableName(publication.table()))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .forEach(partition -> there.put(partition.values(), partition));
        return there;
    }

    private Optional<String> open(Map<List<String>, Partition> there) {
        long open = wanted.entrySet().stream()
                .filter(entry ->
                        !there.containsKey(entry.getKey()) || !same(there.get(entry.getKey()), entry.getValue()))
                .count();
        return open == 0
                ? Optional.empty()
                : Optional.of("%d of %d partitions of %s are not confirmed"
                        .formatted(open, wanted.size(), publication.table()));
    }

    private Optional<String> surplus(Map<List<String>, Partition> there) {
        return there.keySet().equals(wanted.keySet())
                ? Optional.empty()
                : Optional.of("old partitions of %s are still there".formatted(publication.table()));
    }

    private static boolean same(Partition there, PartitionInput input) {
        return there.storageDescriptor()
                        .location()
                        .equals(input.storageDescriptor().location())
                && there.storageDescriptor()
                        .columns()
                        .equals(input.storageDescriptor().columns())
                && there.parameters().entrySet().containsAll(input.parameters().entrySet());
    }

    // Per-item errors need no answer of their own here: whatever was refused is found open when all is read back.

    private void create(List<PartitionInput> batch) {
        glue.batchCreatePartition(request -> request.databaseName(publication.database())
                .tableName(publication.table())
                .partitionInputList(batch));
    }

    private void update(List<PartitionInput> batch) {
        List<BatchUpdatePartitionRequestEntry> entries = batch.stream()
                .map(input -> BatchUpdatePartitionRequestEntry.builder()
                        .partitionValueList(input.values())
                        .partitionInput(input)
                        .build())
                .toList();
        glue.batchUpdatePartition(request -> request.databaseName(publication.database())
                .tableName(publication.table())
                .entries(entries));
    }

    private void delete(List<List<String>> batch) {
        List<PartitionValueList> values = batch.stream()
                .map(each -> PartitionValueList.builder().values(each).build())
                .toList();
        glue.batchDeletePartition(request -> request.databaseName(publication.database())
                .tableName(publication.table())
                .partitionsToDelete(values));
    }

    private static <T> List<List<T>> batches(List<T> all, int most) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            batches.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return batches;
    }
}
