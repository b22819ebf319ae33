package dev.mayfly.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.TestCloud;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Each limit of the service's model: the last value within it is taken, the first beyond it is refused, by the name of its member. */
class GlueLimitsTest {
    @TempDir
    private Path dir;

    private TestCloud cloud;
    private GlueClient glue;

    private interface Member {
        void set(TableInput.Builder table, String value);
    }

    @BeforeEach
    void start() {
        cloud = TestCloud.start(dir);
        glue = cloud.client(GlueClient.builder());
    }

    @AfterEach
    void stop() {
        glue.close();
        cloud.close();
    }

    static Stream<Object[]> limits() {
        return Stream.of(
                longest("tableInput.name", 255, TableInput.Builder::name),
                shortest("tableInput.name", 1, TableInput.Builder::name),
                longest("tableInput.description", 2_048, TableInput.Builder::description),
                longest("tableInput.owner", 255, TableInput.Builder::owner),
                longest("tableInput.viewOriginalText", 409_600, TableInput.Builder::viewOriginalText),
                longest("tableInput.tableType", 255, TableInput.Builder::tableType),
                longest("tableInput.storageDescriptor.location", 2_056, GlueLimitsTest::location),
                longest("tableInput.storageDescriptor.inputFormat", 128, GlueLimitsTest::format),
                longest("tableInput.storageDescriptor.columns.1.member.name", 255, GlueLimitsTest::column),
                longest("tableInput.storageDescriptor.columns.1.member.comment", 255, GlueLimitsTest::comment),
                longest("tableInput.partitionKeys.1.member.comment", 255, GlueLimitsTest::keyComment),
                longest("tableInput.parameters.key", 255, (table, value) -> table.parameters(Map.of(value, "x"))),
                longest(
                        "tableInput.parameters.k.member",
                        512_000,
                        (table, value) -> table.parameters(Map.of("k", value))),
                letters(
                        "tableInput.storageDescriptor.columns.1.member.comment",
                        "a\ttab",
                        "a\nline",
                        GlueLimitsTest::comment),
                letters("tableInput.description", "a\nline", "a\u0001", TableInput.Builder::description),
                letters(
                        "tableInput.storageDescriptor.columns.1.member.comment",
                        "\uD83D\uDE00",
                        "\u0000",
                        GlueLimitsTest::comment));
    }

    private static Object[] longest(String member, int length, Member set) {
        return letters(member, "n".repeat(length), "n".repeat(length + 1), set);
    }

    private static Object[] shortest(String member, int length, Member set) {
        return letters(member, "n".repeat(length), "n".repeat(length - 1), set);
    }

    private static Object[] letters(String member, String within, String beyond, Member set) {
        return new Object[] {member, within, beyond, set};
    }

    private static void location(TableInput.Builder table, String value) {
        table.storageDescriptor(storage -> storage.location(value));
    }

    private static void format(TableInput.Builder table, String value) {
        table.storageDescriptor(storage -> storage.inputFormat(value));
    }

    private static void column(TableInput.Builder table, String value) {
        table.storageDescriptor(
                storage -> storage.columns(Column.builder().name(value).build()));
    }

    private static void comment(TableInput.Builder table, String value) {
        table.storageDescriptor(storage ->
                storage.columns(Column.builder().name("c").comment(value).build()));
    }

    private static void keyComment(TableInput.Builder table, String value) {
        table.partitionKeys(Column.builder().name("c").comment(value).build());
    }

    @ParameterizedTest
    @MethodSource("limits")
    void holdForATable(String member, String within, String beyond, Member set) {
        create(within, set);
        assertThatThrownBy(() -> create(beyond, set))
                .isInstanceOfSatisfying(
                        GlueException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("ValidationException"))
                .hasMessageContaining("at '%s' failed to satisfy constraint: ", member);
    }

    private void create(String value, Member set) {
        TableInput.Builder table = TableInput.builder().name("t");
        set.set(table, value);
        glue.createTable(request -> request.databaseName("shop").tableInput(table.build()));
        glue.deleteTable(
                request -> request.databaseName("shop").name(table.build().name()));
    }

    @Test
    void holdForEachPartitionOfABatch() {
        glue.createTable(request -> request.databaseName("shop")
                .tableInput(table -> table.name("t")
                        .partitionKeys(
                                Column.builder().name("day").type("string").build())
                        .storageDescriptor(storage -> storage.location("s3://curated/t/"))));
        batch("a", "v".repeat(1_024));
        for (String value : List.of("", "v".repeat(1_025))) {
            assertThatThrownBy(() -> batch("b", value))
                    .hasMessageContaining(
                            "at 'partitionInputList.2.member.values.1.member' failed to satisfy constraint");
            assertThatThrownBy(() -> glue.createPartition(request ->
                            request.databaseName("shop").tableName("t").partitionInput(partition(value))))
                    .hasMessageContaining("at 'partitionInput.values.1.member' failed");
            assertThatThrownBy(() -> glue.batchUpdatePartition(request -> request.databaseName("shop")
                            .tableName("t")
                            .entries(BatchUpdatePartitionRequestEntry.builder()
                                    .partitionValueList("a")
                                    .partitionInput(partition(value))
                                    .build())))
                    .hasMessageContaining("at 'entries.1.member.partitionInput.values.1.member' failed");
        }
        assertThat(glue.getPartitions(request -> request.databaseName("shop").tableName("t"))
                        .partitions())
                .hasSize(2);
    }

    private void batch(String... values) {
        glue.batchCreatePartition(request -> request.databaseName("shop")
                .tableName("t")
                .partitionInputList(
                        Stream.of(values).map(GlueLimitsTest::partition).toList()));
    }

    private static PartitionInput partition(String value) {
        return PartitionInput.builder()
                .values(value)
                .storageDescriptor(storage -> storage.location("s3://curated/t/day/"))
                .build();
    }

    @ParameterizedTest
    @MethodSource("brokenExpressions")
    void refuseAnExpressionThatIsNoPattern(String expression) {
        assertThatThrownBy(() ->
                        glue.getTables(request -> request.databaseName("shop").expression(expression)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Invalid expression");
    }

    static Stream<String> brokenExpressions() {
        return Stream.of("t[", "(a", "*", "a{2,1}");
    }
}
