package dev.mayfly.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.TestCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

class GlueTest {
    @TempDir
    private Path dir;

    private TestCloud cloud;
    private GlueClient glue;

    @BeforeEach
    void start() {
        cloud = TestCloud.start(dir);
        glue = cloud.client(GlueClient.builder());
        glue.createTable(r -> r.databaseName("Shop").tableInput(table("s3://curated/1/")));
    }

    @AfterEach
    void stop() {
        glue.close();
        cloud.close();
    }

    @Test
    void foldsNamesAndFillsInWhatReadersNeed() {
        var table = glue.getTable(r -> r.databaseName("shop").name("EVENTS")).table();
        assertThat(table.name()).isEqualTo("events");
        assertThat(table.databaseName()).isEqualTo("shop");
        assertThat(table.versionId()).isEqualTo("0");
        assertThat(table.storageDescriptor().numberOfBuckets()).isZero();
        assertThat(glue.getDatabases(r -> {}).databaseList())
                .singleElement()
                .satisfies(database -> assertThat(database.name()).isEqualTo("shop"));
        assertThat(glue.getTables(r -> r.databaseName("shop").expression("ev.*"))
                        .tableList())
                .hasSize(1);
        assertThat(glue.getTables(r -> r.databaseName("shop").expression("x.*")).tableList())
                .isEmpty();
    }

    @Test
    void refusesWhatIsThereAndWhatIsNotThere() {
        assertThatThrownBy(() -> glue.createDatabase(r -> r.databaseInput(d -> d.name("shop"))))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Database already exists.");
        assertThatThrownBy(() -> glue.createTable(r -> r.databaseName("shop").tableInput(table("s3://x/"))))
                .isInstanceOf(AlreadyExistsException.class)
                .hasMessageContaining("Table already exists.");
        assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("shop").name("none")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Table none not found.");
        assertThatThrownBy(() -> glue.getTable(r -> r.databaseName("none").name("none")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Database none not found.");
        assertThatThrownBy(() -> glue.createTable(r -> r.databaseName("shop")))
                .isInstanceOf(GlueException.class)
                .hasMessageContaining("Value null at 'tableInput' failed to satisfy constraint");
    }

    @Test
    void anUpdateForAnOldVersionLoses() {
        glue.updateTable(
                r -> r.databaseName("shop").tableInput(table("s3://curated/2/")).versionId("0"));
        assertThatThrownBy(() -> glue.updateTable(r -> r.databaseName("shop")
                        .tableInput(table("s3://curated/3/"))
                        .versionId("0")))
                .isInstanceOf(ConcurrentModificationException.class)
                .hasMessageContaining("Update table failed due to concurrent modifications.");
        var now = glue.getTable(r -> r.databaseName("shop").name("events")).table();
        assertThat(now.storageDescriptor().location()).isEqualTo("s3://curated/2/");
        assertThat(now.versionId()).isEqualTo("1");
        glue.updateTable(
                r -> r.databaseName("shop").tableInput(table("s3://curated/4/")).skipArchive(true));
        assertThat(glue.getTableVersions(r -> r.databaseName("shop").tableName("events"))
                        .tableVersions())
                .extracting(version -> version.versionId())
                .containsExactly("0", "2");
    }

    @Test
    void aBatchRefusesEachItemByItself() {
        glue.createPartition(r -> r.databaseName("shop").tableName("events").partitionInput(partition("view", 1)));
        var created = glue.batchCreatePartition(r -> r.databaseName("shop")
                .tableName("events")
                .partitionInputList(partition("view", 1), partition("view", 2), partition("cart", 1)));
        assertThat(created.errors()).singleElement().satisfies(error -> {
            assertThat(error.partitionValues()).containsExactly("view", "1");
            assertThat(error.errorDetail().errorCode()).isEqualTo("AlreadyExistsException");
        });
        var updated = glue.batchUpdatePartition(r -> r.databaseName("shop")
                .tableName("events")
                .entries(entry("cart", 1, "s3://new/"), entry("cart", 9, "s3://new/")));
        assertThat(updated.errors()).singleElement().satisfies(error -> {
            assertThat(error.partitionValueList()).containsExactly("cart", "9");
            assertThat(error.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
        });
        assertThat(glue.getPartition(
                                r -> r.databaseName("shop").tableName("events").partitionValues("cart", "1"))
                        .partition()
                        .storageDescriptor()
                        .location())
                .isEqualTo("s3://new/");
        var deleted = glue.batchDeletePartition(r -> r.databaseName("shop")
                .tableName("events")
                .partitionsToDelete(values("cart", "1"), values("cart", "1")));
        assertThat(deleted.errors()).hasSize(1);
        assertThat(glue.batchGetPartition(r -> r.databaseName("shop")
                                .tableName("events")
                                .partitionsToGet(values("cart", "1"), values("view", "2")))
                        .partitions())
                .singleElement()
                .satisfies(p -> assertThat(p.values()).containsExactly("view", "2"));
    }

    @Test
    void holdsTheServicesLimits() {
        List<PartitionInput> tooMany =
                IntStream.range(0, 101).mapToObj(i -> partition("view", i)).toList();
        assertThatThrownBy(() -> glue.batchCreatePartition(
                        r -> r.databaseName("shop").tableName("events").partitionInputList(tooMany)))
                .hasMessageContaining("at 'partitionInputList' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 100");
        assertThatThrownBy(() -> glue.batchDeletePartition(r -> r.databaseName("shop")
                        .tableName("events")
                        .partitionsToDelete(IntStream.range(0, 26)
                                .mapToObj(i -> values("view", "" + i))
                                .toList())))
                .hasMessageContaining("less than or equal to 25");
        assertThatThrownBy(() -> glue.batchGetPartition(r -> r.databaseName("shop")
                        .tableName("events")
                        .partitionsToGet(IntStream.range(0, 1001)
                                .mapToObj(i -> values("view", "" + i))
                                .toList())))
                .hasMessageContaining("less than or equal to 1000");
        assertThatThrownBy(() -> glue.getPartitions(r -> r.databaseName("shop")
                        .tableName("events")
                        .segment(s -> s.segmentNumber(0).totalSegments(11))))
                .hasMessageContaining(
                        "Value '11' at 'segment.totalSegments' failed to satisfy constraint: Member must have value less than or equal to 10");
        assertThatThrownBy(() -> glue.createPartition(
                        r -> r.databaseName("shop").tableName("events").partitionInput(p -> p.values("only one"))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("number of partition keys do not match");
    }

    @Test
    void listsByExpressionPageAndSegment() {
        for (int batch = 0; batch < 3; batch++) {
            int from = batch * 100;
            glue.batchCreatePartition(r -> r.databaseName("shop")
                    .tableName("events")
                    .partitionInputList(IntStream.range(from, from + 100)
                            .mapToObj(i -> partition(i % 2 == 0 ? "view" : "cart", i))
                            .toList()));
        }
        assertThat(list("")).hasSize(300);
        // As numbers: as texts '9' would be greater than '10'.
        assertThat(list("itemid >= 9 AND itemid < 11")).hasSize(2);
        assertThat(list("((event = 'view')) AND itemid BETWEEN 0 AND 9")).hasSize(5);
        assertThat(list("event IN ('cart', 'none') and not (itemid > 5)")).hasSize(3);

        List<Partition> bySegment = new ArrayList<>();
        for (int segment = 0; segment < 5; segment++) {
            int number = segment;
            bySegment.addAll(glue.getPartitions(r -> r.databaseName("shop")
                            .tableName("events")
                            .segment(s -> s.segmentNumber(number).totalSegments(5)))
                    .partitions());
        }
        assertThat(bySegment).hasSize(300).doesNotHaveDuplicates();

        List<Partition> byPage = glue
                .getPartitionsPaginator(r -> r.databaseName("shop")
                        .tableName("events")
                        .expression("event = 'view'")
                        .excludeColumnSchema(true)
                        .maxResults(40))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .toList();
        assertThat(byPage).hasSize(150).doesNotHaveDuplicates();
        assertThat(byPage.get(0).storageDescriptor().columns()).isEmpty();

        assertThatThrownBy(() -> list("price = 3"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("one of the partition keys [event, itemid]");
    }

    @Test
    void isThereAgainAfterARestart() {
        glue.createPartition(r -> r.databaseName("shop").tableName("events").partitionInput(partition("view", 1)));
        stop();
        cloud = TestCloud.start(dir);
        glue = cloud.client(GlueClient.builder());
        assertThat(list("event = 'view'")).hasSize(1);
        glue.deleteTable(r -> r.databaseName("shop").name("events"));
        glue.createTable(r -> r.databaseName("shop").tableInput(table("s3://again/")));
        assertThat(list("")).isEmpty();
        assertThat(glue.getColumnStatisticsForTable(
                                r -> r.databaseName("shop").tableName("events").columnNames("visitorid"))
                        .columnStatisticsList())
                .isEmpty();
    }

    private List<Partition> list(String expression) {
        return glue.getPartitions(
                        r -> r.databaseName("shop").tableName("events").expression(expression))
                .partitions();
    }

    private static TableInput table(String location) {
        return TableInput.builder()
                .name("Events")
                .partitionKeys(column("event", "string"), column("itemid", "bigint"))
                .storageDescriptor(storage(location))
                .build();
    }

    private static PartitionInput partition(String event, int item) {
        return PartitionInput.builder()
                .values(event, String.valueOf(item))
                .storageDescriptor(storage("s3://curated/" + event + "/" + item))
                .build();
    }

    private static BatchUpdatePartitionRequestEntry entry(String event, int item, String location) {
        return BatchUpdatePartitionRequestEntry.builder()
                .partitionValueList(event, String.valueOf(item))
                .partitionInput(p -> p.values(event, String.valueOf(item)).storageDescriptor(storage(location)))
                .build();
    }

    private static PartitionValueList values(String... values) {
        return PartitionValueList.builder().values(values).build();
    }

    private static StorageDescriptor storage(String location) {
        return StorageDescriptor.builder()
                .location(location)
                .columns(column("visitorid", "bigint"))
                .build();
    }

    private static Column column(String name, String type) {
        return Column.builder().name(name).type(type).build();
    }
}
