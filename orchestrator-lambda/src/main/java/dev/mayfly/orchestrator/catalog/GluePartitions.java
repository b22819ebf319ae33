package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/**
 * The partitions of one table: looked at, created or moved in batches and read back. Whatever Glue refuses of a batch is found
 * open when it is read back.
 */
final class GluePartitions {
    private static final int MOST_READ = 1_000;
    private static final int MOST_WRITTEN = 100;
    private static final int MOST_DELETED = 25;
    /** What is listed before it is removed: some 200 calls, for which one invocation has the time. */
    private static final int MOST_MARKED = 5_000;
    /** How often Glue may leave all that it was asked for unprocessed. */
    private static final int MOST_IN_VAIN = 5;
    /** What a person has to change before Glue takes a partition. */
    private static final Set<String> DEFINITE = Set.of(
            "AccessDeniedException",
            "GlueEncryptionException",
            "InvalidInputException",
            "ResourceNumberLimitExceededException",
            "ValidationException");

    private final GlueClient glue;
    private final Publication publication;
    private final BooleanSupplier timeLeft;
    private int writes;
    private Optional<String> refusal = Optional.empty();

    GluePartitions(GlueClient glue, Publication publication, BooleanSupplier timeLeft) {
        this.glue = glue;
        this.publication = publication;
        this.timeLeft = timeLeft;
    }

    /** As many at a time as one look can show: a shard of large partitions is never held twice. */
    CatalogResult bring(List<PartitionOutput> partitions) {
        for (List<PartitionOutput> few : batches(partitions, MOST_READ)) {
            CatalogResult answer = bringFew(few);
            if (!(answer instanceof CatalogResult.Confirmed)) {
                return answer;
            }
        }
        return new CatalogResult.Confirmed(writes);
    }

    private CatalogResult bringFew(List<PartitionOutput> partitions) {
        GlueMapper shapes = new GlueMapper(publication);
        List<PartitionInput> wanted = partitions.stream().map(shapes::partition).toList();
        Map<List<String>, Partition> there = read(values(wanted));
        List<PartitionInput> missing = wanted.stream()
                .filter(input -> !there.containsKey(input.values()))
                .toList();
        List<PartitionInput> elsewhere = wanted.stream()
                .filter(input -> there.containsKey(input.values()) && !same(there.get(input.values()), input))
                .toList();
        if (missing.isEmpty() && elsewhere.isEmpty()) {
            return new CatalogResult.Confirmed(0);
        }
        if (publication.may(Publication.PublishOption.ONLY_COMPARE)) {
            return differs(missing, elsewhere, there);
        }
        if (!inBatches(missing, MOST_WRITTEN, this::create) || !inBatches(elsewhere, MOST_WRITTEN, this::update)) {
            return outOfTime();
        }
        List<PartitionInput> written =
                Stream.concat(missing.stream(), elsewhere.stream()).toList();
        Map<List<String>, Partition> now = read(values(written));
        long open = written.stream()
                .filter(input -> !now.containsKey(input.values()) || !same(now.get(input.values()), input))
                .count();
        if (open == 0) {
            return new CatalogResult.Confirmed(writes);
        }
        String unconfirmed =
                "%d of %d partitions of %s are not confirmed".formatted(open, wanted.size(), publication.table());
        return refusal.<CatalogResult>map(why -> new CatalogResult.Refused(unconfirmed + ": " + why))
                .orElse(new CatalogResult.Unfinished(unconfirmed));
    }

    private CatalogResult differs(
            List<PartitionInput> missing, List<PartitionInput> elsewhere, Map<List<String>, Partition> there) {
        List<String> said = new ArrayList<>();
        missing.stream()
                .findFirst()
                .ifPresent(
                        one -> said.add("lacks %d partitions, %s among them".formatted(missing.size(), one.values())));
        elsewhere.stream()
                .findFirst()
                .ifPresent(one -> said.add("has %d partitions that are not as they should be, %s at %s among them"
                        .formatted(
                                elsewhere.size(),
                                one.values(),
                                there.get(one.values()).storageDescriptor().location())));
        return differs(String.join(" and ", said));
    }

    private CatalogResult differs(String how) {
        return new CatalogResult.Differs("%s.%s %s".formatted(publication.database(), publication.table(), how));
    }

    /** What Glue says of a single partition inside an answer of 200. */
    private void told(List<String> values, ErrorDetail error) {
        if (error != null && error.errorCode() != null && DEFINITE.contains(error.errorCode())) {
            refusal = Optional.of("Glue refused %s: %s %s".formatted(values, error.errorCode(), error.errorMessage()));
        }
    }

    /**
     * A list may be old, so what it shows with another run's mark is asked of the shards before it is removed. What was listed is removed
     * before more is listed: a table whose partitions cannot be listed in the time that there is gets smaller each time all the same.
     */
    CatalogResult sweep(ScanSegment share, Iterable<List<PartitionOutput>> shards) {
        Set<List<String>> judged = new HashSet<>();
        while (true) {
            Listed listed = listed(share, judged);
            Set<List<String>> superfluous = new HashSet<>(listed.marked());
            if (!superfluous.isEmpty()) {
                for (List<PartitionOutput> shard : shards) {
                    shard.forEach(partition -> superfluous.remove(partition.values()));
                }
            }
            if (!superfluous.isEmpty()) {
                CatalogResult removed = remove(List.copyOf(superfluous));
                if (!(removed instanceof CatalogResult.Confirmed)) {
                    return removed;
                }
            }
            if (listed.whole()) {
                return new CatalogResult.Confirmed(writes);
            }
            if (!timeLeft.getAsBoolean()) {
                return outOfTime();
            }
            judged.addAll(listed.marked());
        }
    }

    /** Partitions with another run's mark, and whether a listing showed all that there are. */
    private record Listed(Set<List<String>> marked, boolean whole) {}

    /** From the beginning each time: where a listing stood means nothing once some of what it showed is gone. */
    private Listed listed(ScanSegment share, Set<List<String>> judged) {
        Set<List<String>> marked = new HashSet<>();
        for (GetPartitionsResponse page : glue.getPartitionsPaginator(listing(share))) {
            page.partitions().stream()
                    .filter(partition ->
                            !publication.runId().equals(partition.parameters().get(GlueMapper.RUN)))
                    .map(Partition::values)
                    .filter(values -> !judged.contains(values))
                    .forEach(marked::add);
            boolean more = page.nextToken() != null && !page.nextToken().isEmpty();
            if (more && (marked.size() >= MOST_MARKED || !timeLeft.getAsBoolean())) {
                return new Listed(marked, false);
            }
        }
        return new Listed(marked, true);
    }

    private CatalogResult remove(List<List<String>> superfluous) {
        if (publication.may(Publication.PublishOption.ONLY_COMPARE)) {
            return differs(
                    "has %d partitions too many, %s among them".formatted(superfluous.size(), superfluous.get(0)));
        }
        // The first batch whatever the time: who listed until there was none left has done something.
        List<List<String>> first = superfluous.subList(0, Math.min(MOST_DELETED, superfluous.size()));
        delete(first);
        writes++;
        if (!inBatches(superfluous.subList(first.size(), superfluous.size()), MOST_DELETED, this::delete)) {
            return outOfTime();
        }
        if (read(superfluous).isEmpty()) {
            return new CatalogResult.Confirmed(writes);
        }
        String still = "old partitions of %s are still there".formatted(publication.table());
        return refusal.<CatalogResult>map(why -> new CatalogResult.Refused(still + ": " + why))
                .orElse(new CatalogResult.Unfinished(still));
    }

    private GetPartitionsRequest listing(ScanSegment share) {
        GetPartitionsRequest.Builder request = GetPartitionsRequest.builder()
                .databaseName(publication.database())
                .tableName(publication.table())
                .excludeColumnSchema(true);
        return share.whole()
                ? request.build()
                : request.segment(
                                segment -> segment.segmentNumber(share.number()).totalSegments(share.of()))
                        .build();
    }

    private CatalogResult outOfTime() {
        return new CatalogResult.Unfinished("there was no time for the rest of " + publication.table());
    }

    private static List<List<String>> values(List<PartitionInput> inputs) {
        return inputs.stream().map(PartitionInput::values).toList();
    }

    /** Those that are there; what Glue leaves unprocessed is asked for again. */
    private Map<List<String>, Partition> read(List<List<String>> values) {
        Map<List<String>, Partition> there = new HashMap<>();
        for (List<List<String>> batch : batches(values, MOST_READ)) {
            List<PartitionValueList> asked =
                    batch.stream().map(GluePartitions::list).toList();
            int inVain = 0;
            while (!asked.isEmpty()) {
                if (inVain == MOST_IN_VAIN) {
                    throw SdkClientException.create(
                            "Glue left %d partitions of %s unprocessed".formatted(asked.size(), publication.table()));
                }
                List<PartitionValueList> asking = asked;
                BatchGetPartitionResponse answer =
                        glue.batchGetPartition(request -> request.databaseName(publication.database())
                                .tableName(publication.table())
                                .partitionsToGet(asking));
                answer.partitions().forEach(partition -> there.put(partition.values(), partition));
                inVain = answer.unprocessedKeys().size() < asking.size() ? 0 : inVain + 1;
                asked = answer.unprocessedKeys();
            }
        }
        return there;
    }

    private static PartitionValueList list(List<String> values) {
        return PartitionValueList.builder().values(values).build();
    }

    private static boolean same(Partition there, PartitionInput input) {
        return GlueMapper.alike(there.storageDescriptor(), input.storageDescriptor())
                && there.parameters().entrySet().containsAll(input.parameters().entrySet());
    }

    private void create(List<PartitionInput> batch) {
        glue.batchCreatePartition(request -> request.databaseName(publication.database())
                        .tableName(publication.table())
                        .partitionInputList(batch))
                .errors()
                .forEach(error -> told(error.partitionValues(), error.errorDetail()));
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
                        .entries(entries))
                .errors()
                .forEach(error -> told(error.partitionValueList(), error.errorDetail()));
    }

    private void delete(List<List<String>> batch) {
        glue.batchDeletePartition(request -> request.databaseName(publication.database())
                        .tableName(publication.table())
                        .partitionsToDelete(
                                batch.stream().map(GluePartitions::list).toList()))
                .errors()
                .forEach(error -> told(error.partitionValues(), error.errorDetail()));
    }

    /** Whether there was time for all of them. */
    private <T> boolean inBatches(List<T> all, int most, Consumer<List<T>> write) {
        for (List<T> batch : batches(all, most)) {
            if (!timeLeft.getAsBoolean()) {
                return false;
            }
            write.accept(batch);
            writes++;
        }
        return true;
    }

    private static <T> List<List<T>> batches(List<T> all, int most) {
        List<List<T>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            batches.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return batches;
    }
}
