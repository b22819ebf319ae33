package dev.mayfly.orchestrator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionRequest;
import software.amazon.awssdk.services.glue.model.BatchGetPartitionResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.DeleteTableRequest;
import software.amazon.awssdk.services.glue.model.DeleteTableResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GetPartitionsRequest;
import software.amazon.awssdk.services.glue.model.GetPartitionsResponse;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.paginators.GetPartitionsIterable;

/** What Glue refuses for good is told apart from what it takes a moment later; what readers are shown is asked of Glue itself. */
class GlueCatalogTest {
    private static final String ATTEMPT = "20260101T000000Z-0badcafe-a1";
    private static final URI OUTPUT = URI.create("s3://curated/shop/events/" + ATTEMPT + "/");
    private final Glue glue = new Glue();
    private final GlueCatalog catalog = new GlueCatalog(glue);

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, 400",
        "InvalidInputException, 400",
        "ResourceNumberLimitExceededException, 400",
        "GlueEncryptionException, 400",
        "UnrecognizedClientException, 403"
    })
    void refusesWhatOnlyAPersonCanChange(String code, int status) {
        glue.failure = Optional.of(error(code, status));
        assertThat(catalog.table(publication()))
                .isInstanceOfSatisfying(
                        CatalogResult.Refused.class,
                        refused -> assertThat(refused.why())
                                .startsWith("Glue refused table shop.events: because of " + code));
    }

    @ParameterizedTest
    @CsvSource({
        "ThrottlingException, 400",
        "ConcurrentModificationException, 400",
        "OperationTimeoutException, 400",
        "ResourceNotReadyException, 400",
        "ExpiredTokenException, 400",
        "InternalServiceException, 500"
    })
    void triesAgainWhatPasses(String code, int status) {
        glue.failure = Optional.of(error(code, status));
        assertThat(catalog.table(publication())).isInstanceOf(CatalogResult.Unfinished.class);
    }

    @Test
    void triesAgainWhereNobodyAnswered() {
        glue.failure = Optional.of(SdkClientException.create("timed out"));
        assertThat(catalog.table(publication())).isInstanceOf(CatalogResult.Unfinished.class);
    }

    /** A proxy or a gateway in between refuses without an error code of Glue, and may answer otherwise next time. */
    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 413, 502})
    void triesAgainWhereARefusalHasNoErrorCode(int status) {
        AwsErrorDetails withoutCode =
                AwsErrorDetails.builder().errorMessage("Forbidden").build();
        for (Optional<AwsErrorDetails> details : List.of(Optional.<AwsErrorDetails>empty(), Optional.of(withoutCode))) {
            GlueException.Builder refusal = GlueException.builder();
            details.ifPresent(refusal::awsErrorDetails);
            glue.failure = Optional.of(refusal.statusCode(status).build());
            assertThat(catalog.table(publication())).isInstanceOf(CatalogResult.Unfinished.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"InvalidInputException, true", "AccessDeniedException, true", "InternalServiceException, false"})
    void tellsWhatIsRefusedOfASinglePartition(String code, boolean forGood) {
        glue.partitionError = Optional.of(code);
        CatalogResult answer = catalog.partitions(publication(), List.of(partition()), () -> true);
        if (forGood) {
            assertThat(answer)
                    .isEqualTo(new CatalogResult.Refused(
                            "1 of 1 partitions of events are not confirmed: Glue refused [view]: %s no"
                                    .formatted(code)));
        } else {
            assertThat(answer).isInstanceOf(CatalogResult.Unfinished.class);
        }
    }

    @Test
    void guardsWithoutWriting() {
        assertThat(catalog.checkTable(publication())).isEqualTo(new CatalogResult.Confirmed(0));
        glue.table = Optional.of(Table.builder()
                .name("events")
                .parameters(Map.of())
                .storageDescriptor(
                        storage -> storage.location("s3://elsewhere/").columns(List.of()))
                .partitionKeys(List.of())
                .build());
        assertThat(catalog.checkTable(publication()))
                .isInstanceOfSatisfying(
                        CatalogResult.Refused.class,
                        refused -> assertThat(refused.why())
                                .startsWith("table shop.events is there already and was not made by Mayfly"));
        assertThat(catalog.checkView(publication())).isInstanceOf(CatalogResult.Refused.class);
        assertThat(glue.writes).isZero();
    }

    @Test
    void comparesWithoutWriting() {
        Publication compared = publication(Set.of(Publication.PublishOption.ONLY_COMPARE));
        assertThat(catalog.table(compared)).isEqualTo(new CatalogResult.Differs("shop.events is not there"));
        assertThat(catalog.partitions(compared, List.of(partition()), () -> true))
                .isEqualTo(new CatalogResult.Differs("shop.events lacks 1 partitions, [view] among them"));

        TableInput right = new GlueMapper(compared).table();
        glue.table = Optional.of(shown(right, right.storageDescriptor()));
        assertThat(catalog.table(compared)).isEqualTo(new CatalogResult.Confirmed(0));
        glue.table = Optional.of(shown(
                right,
                right.storageDescriptor().toBuilder()
                        .serdeInfo(serde -> serde.serializationLibrary("org.apache.hadoop.hive.serde2.OpenCSVSerde"))
                        .build()));
        assertThat(catalog.table(compared))
                .isEqualTo(
                        new CatalogResult.Differs("shop.events is read otherwise, or its columns have other comments"));
        assertThat(glue.writes).isZero();
    }

    private static Table shown(TableInput like, StorageDescriptor storage) {
        return Table.builder()
                .name(like.name())
                .tableType(like.tableType())
                .parameters(like.parameters())
                .partitionKeys(like.partitionKeys())
                .storageDescriptor(storage)
                .build();
    }

    @Test
    void showsWhatATableOrAnyOfItsPartitionsNames() {
        assertThat(catalog.references("shop", "events", ATTEMPT, OUTPUT))
                .as("no table")
                .isFalse();
        glue.table = Optional.of(Table.builder()
                .name("events")
                .tableType("EXTERNAL_TABLE")
                .storageDescriptor(storage -> storage.location("s3://curated/shop/events/later-a1"))
                .build());
        assertThat(catalog.references("shop", "events", ATTEMPT, OUTPUT))
                .as("elsewhere")
                .isFalse();
        glue.locations.add("s3://curated/shop/events/later-a1/event=view");
        glue.locations.add("s3://curated/shop/events/" + ATTEMPT + "/event=buy");
        assertThat(catalog.references("shop", "events", ATTEMPT, OUTPUT))
                .as("a partition")
                .isTrue();
        glue.locations.clear();
        glue.table = Optional.of(Table.builder()
                .name("events")
                .tableType("EXTERNAL_TABLE")
                .storageDescriptor(storage -> storage.location("s3://curated/shop/events/" + ATTEMPT))
                .build());
        assertThat(catalog.references("shop", "events", ATTEMPT, OUTPUT))
                .as("the table")
                .isTrue();
    }

    @Test
    void showsTheGenerationThatAViewNames() {
        glue.table = Optional.of(Table.builder()
                .name("events")
                .tableType("VIRTUAL_VIEW")
                .parameters(Map.of("mayfly.generation", ATTEMPT))
                .build());
        assertThat(catalog.references("shop", "events", ATTEMPT, OUTPUT)).isTrue();
        assertThat(catalog.references("shop", "events", "another-a1", OUTPUT)).isFalse();
    }

    @Test
    void dropsAGenerationsTableThatAnOldAnswerDoesNotShow() {
        catalog.drop("shop", "events", ATTEMPT, "shop");
        assertThat(glue.dropped).containsExactly("events__20260101t000000z_0badcafe_a1");
    }

    @Test
    void dropsNoTableOfSomebodyElse() {
        glue.table = Optional.of(Table.builder()
                .name("events__20260101t000000z_0badcafe_a1")
                .parameters(Map.of("mayfly.dataset", "stock"))
                .build());
        catalog.drop("shop", "events", ATTEMPT, "shop");
        assertThat(glue.dropped).isEmpty();
    }

    private static Publication publication() {
        return publication(Set.of());
    }

    private static Publication publication(Set<Publication.PublishOption> words) {
        return new Publication(
                "shop",
                "events",
                "shop",
                "20260101T000000Z-0badcafe",
                ATTEMPT,
                Instant.EPOCH,
                List.of(
                        new Column("event", ColumnType.of("string"), false, ""),
                        new Column("itemid", ColumnType.of("bigint"), false, "")),
                List.of("event"),
                OUTPUT,
                1,
                1,
                words);
    }

    private static PartitionOutput partition() {
        return new PartitionOutput(
                "events",
                List.of("view"),
                OUTPUT.resolve("event=view/"),
                1,
                List.of(new OutputFile("part-0.parquet", 1, 1)));
    }

    private static RuntimeException error(String code, int status) {
        return GlueException.builder()
                .statusCode(status)
                .message("because of " + code)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("because of " + code)
                        .serviceName("Glue")
                        .build())
                .build();
    }

    /** Glue with one table at the most. */
    private static final class Glue implements GlueClient {
        private Optional<RuntimeException> failure = Optional.empty();
        private Optional<String> partitionError = Optional.empty();
        private Optional<Table> table = Optional.empty();
        private final List<String> locations = new ArrayList<>();
        private final List<String> dropped = new ArrayList<>();
        private int writes;

        @Override
        public GetTableResponse getTable(GetTableRequest request) {
            return table.map(there -> GetTableResponse.builder().table(there).build())
                    .orElseThrow(() -> EntityNotFoundException.builder()
                            .message("not found")
                            .build());
        }

        @Override
        public GetDatabaseResponse getDatabase(GetDatabaseRequest request) {
            return GetDatabaseResponse.builder().build();
        }

        @Override
        public CreateTableResponse createTable(CreateTableRequest request) {
            failure.ifPresent(thrown -> {
                throw thrown;
            });
            writes++;
            return CreateTableResponse.builder().build();
        }

        @Override
        public DeleteTableResponse deleteTable(DeleteTableRequest request) {
            dropped.add(request.name());
            throw EntityNotFoundException.builder().message("not found").build();
        }

        @Override
        public GetPartitionsResponse getPartitions(GetPartitionsRequest request) {
            return GetPartitionsResponse.builder()
                    .partitions(locations.stream()
                            .map(location -> Partition.builder()
                                    .storageDescriptor(storage -> storage.location(location))
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public GetPartitionsIterable getPartitionsPaginator(GetPartitionsRequest request) {
            return new GetPartitionsIterable(this, request);
        }

        @Override
        public BatchGetPartitionResponse batchGetPartition(BatchGetPartitionRequest request) {
            return BatchGetPartitionResponse.builder().build();
        }

        @Override
        public BatchCreatePartitionResponse batchCreatePartition(BatchCreatePartitionRequest request) {
            return BatchCreatePartitionResponse.builder()
                    .errors(partitionError.stream()
                            .map(code -> PartitionError.builder()
                                    .partitionValues("view")
                                    .errorDetail(
                                            detail -> detail.errorCode(code).errorMessage("no"))
                                    .build())
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return "glue";
        }

        @Override
        public void close() {}
    }
}
