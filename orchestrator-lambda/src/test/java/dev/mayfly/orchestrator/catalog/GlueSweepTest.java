package dev.mayfly.orchestrator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeletePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.paginators.GetPartitionsIterable;

/** Going back from very many partitions to a few comes to an end, however little time there is at once. */
class GlueSweepTest {
    private static final String OURS = "20260101T000000Z-0badcafe";
    private static final URI OUTPUT = URI.create("s3://curated/shop/events/" + OURS + "-a1/");
    private static final ScanSegment ALL = new ScanSegment(0, 1);
    private final Glue glue = new Glue();
    private int invocations;

    @Test
    void aTableThatCannotBeListedInOneInvocationGetsSmallerUntilItIsAsItShouldBe() {
        glue.add(12_000, "20251231T000000Z-0badcafe");
        glue.add(3, OURS);

        CatalogResult answer = sweepUntilConfirmed(6, Set.of());

        assertThat(answer).isInstanceOf(CatalogResult.Confirmed.class);
        assertThat(glue.partitions).hasSize(3).containsValue(OURS).doesNotContainValue("20251231T000000Z-0badcafe");
    }

    @Test
    void withTimeItTakesOneInvocationAndOneWriteForTwentyFive() {
        glue.add(12_000, "20251231T000000Z-0badcafe");
        glue.add(3, OURS);

        assertThat(sweep(() -> true, Set.of())).isEqualTo(new CatalogResult.Confirmed(480));
        assertThat(glue.partitions).hasSize(3);
    }

    /** A list that shows partitions of before, which the shards name, is of no harm and keeps nobody listing for ever. */
    @Test
    void whatTheShardsNameStaysHoweverItIsMarked() {
        glue.add(12_000, "20251231T000000Z-0badcafe");

        assertThat(sweepOf(() -> true, Set.of(), outputs(12_000))).isEqualTo(new CatalogResult.Confirmed(0));
        assertThat(glue.partitions).hasSize(12_000);
    }

    @Test
    void comparingRemovesNothing() {
        glue.add(12_000, "20251231T000000Z-0badcafe");

        assertThat(sweep(() -> true, Set.of(Publication.PublishOption.ONLY_COMPARE)))
                .isInstanceOf(CatalogResult.Differs.class);
        assertThat(glue.partitions).hasSize(12_000);
    }

    @Test
    void whatGlueLeavesUnprocessedIsAskedForAsLongAsItDealsWithAny() {
        glue.add(100, "20251231T000000Z-0badcafe");
        glue.mostAnswered = 9;

        assertThat(sweep(() -> true, Set.of())).isEqualTo(new CatalogResult.Confirmed(4));
    }

    private CatalogResult sweepUntilConfirmed(int callsAtOnce, Set<Publication.PublishOption> words) {
        int before = glue.partitions.size();
        while (true) {
            int end = glue.calls + callsAtOnce;
            CatalogResult answer = sweep(() -> glue.calls < end, words);
            invocations++;
            if (answer instanceof CatalogResult.Confirmed) {
                return answer;
            }
            assertThat(answer).isInstanceOf(CatalogResult.Unfinished.class);
            assertThat(glue.partitions.size())
                    .as("partitions after %d invocations", invocations)
                    .isLessThan(before);
            before = glue.partitions.size();
        }
    }

    private CatalogResult sweep(BooleanSupplier timeLeft, Set<Publication.PublishOption> words) {
        return sweepOf(timeLeft, words, List.of());
    }

    private CatalogResult sweepOf(
            BooleanSupplier timeLeft, Set<Publication.PublishOption> words, List<PartitionOutput> shard) {
        return new GlueCatalog(glue).deleteStalePartitions(publication(words), ALL, List.of(shard), timeLeft);
    }

    private static List<PartitionOutput> outputs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new PartitionOutput(
                        "events",
                        List.of("old-%06d".formatted(i)),
                        OUTPUT.resolve("event=%d/".formatted(i)),
                        1,
                        List.of(new OutputFile("part-0.parquet", 1, 1))))
                .toList();
    }

    private static Publication publication(Set<Publication.PublishOption> words) {
        return new Publication(
                "shop",
                "events",
                "shop",
                OURS,
                OURS + "-a1",
                Instant.EPOCH,
                List.of(new Column("event", ColumnType.of("string"), false, "")),
                List.of("event"),
                OUTPUT,
                1,
                1,
                words);
    }

    /** A thousand partitions to a page, as Glue lists them. */
    private static final class Glue implements GlueClient {
        private final TreeMap<String, String> partitions = new TreeMap<>();
        private int calls;
        private int mostAnswered = Integer.MAX_VALUE;

        void add(int count, String run) {
            String kind = run.equals(OURS) ? "shown" : "old";
            IntStream.range(0, count).forEach(i -> partitions.put("%s-%06d".formatted(kind, i), run));
        }

        @Override
        public GetPartitionsResponse getPartitions(GetPartitionsRequest request) {
            calls++;
            String after = request.nextToken() == null ? "" : request.nextToken();
            List<Map.Entry<String, String>> left = partitions.tailMap(after, false).entrySet().stream()
                    .limit(1_001)
                    .toList();
            List<Map.Entry<String, String>> page = left.subList(0, Math.min(1_000, left.size()));
            return GetPartitionsResponse.builder()
                    .partitions(page.stream().map(Glue::partition).toList())
                    .nextToken(left.size() > 1_000 ? page.get(page.size() - 1).getKey() : null)
                    .build();
        }

        private static Partition partition(Map.Entry<String, String> entry) {
            return Partition.builder()
                    .values(entry.getKey())
                    .parameters(Map.of(GlueMapper.RUN, entry.getValue()))
                    .build();
        }

        @Override
        public GetPartitionsIterable getPartitionsPaginator(GetPartitionsRequest request) {
            return new GetPartitionsIterable(this, request);
        }

        @Override
        public BatchGetPartitionResponse batchGetPartition(BatchGetPartitionRequest request) {
            calls++;
            List<PartitionValueList> asked = request.partitionsToGet();
            int answered = Math.min(mostAnswered, asked.size());
            return BatchGetPartitionResponse.builder()
                    .partitions(asked.subList(0, answered).stream()
                            .map(one -> one.values().get(0))
                            .filter(partitions::containsKey)
                            .map(name -> partition(Map.entry(name, partitions.get(name))))
                            .toList())
                    .unprocessedKeys(asked.subList(answered, asked.size()))
                    .build();
        }

        @Override
        public BatchDeletePartitionResponse batchDeletePartition(BatchDeletePartitionRequest request) {
            calls++;
            assertThat(request.partitionsToDelete())
                    .as("what Glue takes in one call")
                    .hasSizeLessThanOrEqualTo(25);
            request.partitionsToDelete()
                    .forEach(one -> partitions.remove(one.values().get(0)));
            return BatchDeletePartitionResponse.builder().build();
        }

        @Override
        public String serviceName() {
            return "glue";
        }

        @Override
        public void close() {}
    }
}
