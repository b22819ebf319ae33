package dev.mayfly.cli.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.lambda.LambdaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.s3.S3Client;

/** Somebody changes the catalog through Glue's own API, and the deployed function puts it right. */
@Timeout(120)
class AuditIT {
    private static final List<String> DROPPED = List.of("view", "3");
    private static final List<String> MOVED = List.of("addtocart", "7");
    private static final List<String> MISREAD = List.of("transaction", "9");
    private static final List<String> STRAY = List.of("refund", "1");

    @TempDir
    private Path folder;

    private LocalDeployment stage;
    private S3Client s3;
    private GlueClient glue;
    private Orchestrator function;
    private LiteralEvents events;

    @BeforeEach
    void publish() throws IOException {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        stage = LocalDeployment.open(
                home,
                folder,
                LocalDeployment.Options.usual(home)
                        .withEvents(new EventSettings(1, 0, Duration.ZERO, Optional.of(Duration.ofDays(1))))
                        .withLambda(LambdaSettings.quick()));
        s3 = stage.clients().build(S3Client.builder());
        glue = stage.clients().build(GlueClient.builder());
        function = new Orchestrator(
                stage.clients(), stage.cloud().deployment().functions().get(0).name());
        events = new LiteralEvents(
                1_200, stage.bucket("RawBucket"), stage.bucket("CuratedBucket"), LiteralEvents.RUN, false);
        stage.define(new DatasetSource(LiteralEvents.DATASET, "", LiteralEvents.DATABASE, events.definition()));
        VerifiedRun run = new VerifiedRun(s3, stage.bucket("StateBucket"), events);
        run.leave();
        function.ask(JsonNodeFactory.instance.objectNode().put("tick", true));
        assertThat(run.ledger().read(LiteralEvents.DATASET).orElseThrow().head().run())
                .isEmpty();
        assertThat(new FinalState(glue, events).exact()).isTrue();
    }

    @AfterEach
    void close() {
        function.close();
        glue.close();
        s3.close();
        stage.close();
    }

    @Test
    void putsRightWhatSomebodyChangedAndWritesNothingWhereNobodyDid() {
        drop(DROPPED);
        move(MOVED);
        add(STRAY);
        misread(MISREAD);
        widen();
        assertThat(new FinalState(glue, events).exact()).isFalse();

        JsonNode repaired = say("audit");
        assertThat(new FinalState(glue, events).exact()).as("%s", repaired).isTrue();
        assertThat(partition(MISREAD).storageDescriptor().serdeInfo().serializationLibrary())
                .endsWith("ParquetHiveSerDe");
        assertThat(table().storageDescriptor().columns()).extracting("name").doesNotContain("surprise");
        assertThat(repaired.path("audit").path("result").asText())
                .as("%s", repaired)
                .isEqualTo("REPAIRED");
        assertThat(repaired.path("run").path("kind").asText()).isEqualTo("REPAIR");
        assertThat(repaired.path("run").path("attempts")).isEmpty();
        assertThat(repaired.path("message").asText()).contains("ann said audit: a query fails", "surprise");

        GlueCalls before = GlueCalls.of(stage.cloud().requests());
        JsonNode unchanged = say("audit");
        GlueCalls made = GlueCalls.of(stage.cloud().requests()).since(before);
        assertThat(unchanged.path("audit").path("result").asText())
                .as("%s", unchanged)
                .isEqualTo("UNCHANGED");
        assertThat(made.partitionWrites() + made.tableWrites()).as("%s", made).isZero();
        assertThat(made.reads()).as("%s", made).isBetween(4L, 10L);
        assertThat(unchanged.path("run").path("runId"))
                .as("it is no run")
                .isEqualTo(repaired.path("run").path("runId"));
    }

    @Test
    void leavesATableAloneThatSomebodyTookForHisOwn() {
        Map<String, String> own = new HashMap<>(table().parameters());
        own.remove("mayfly.dataset");
        glue.updateTable(request -> request.databaseName(LiteralEvents.DATABASE)
                .tableInput(input().parameters(own).build()));
        drop(DROPPED);

        JsonNode refused = say("audit");
        assertThat(refused.path("run").path("state").asText()).as("%s", refused).isEqualTo("FAILED");
        assertThat(refused.path("run").path("reason").path("code").asText()).isEqualTo("PUBLISH_REFUSED");
        assertThat(refused.path("audit").path("said").asText()).contains("was not made by Mayfly");
        assertThat(table().parameters()).isEqualTo(own);
        assertThat(new FinalState(glue, events).exact()).isFalse();
    }

    private JsonNode say(String word) {
        return function.ask(Orchestrator.command(word)
                .put("dataset", LiteralEvents.DATASET)
                .put("by", "ann")
                .put("reason", "a query fails"));
    }

    private void drop(List<String> values) {
        glue.deletePartition(request -> request.databaseName(LiteralEvents.DATABASE)
                .tableName(LiteralEvents.TABLE)
                .partitionValues(values));
    }

    private void move(List<String> values) {
        glue.updatePartition(request -> request.databaseName(LiteralEvents.DATABASE)
                .tableName(LiteralEvents.TABLE)
                .partitionValueList(values)
                .partitionInput(elsewhere(values)));
    }

    /** As a crawler does that guesses wrong. */
    private void misread(List<String> values) {
        Partition right = partition(values);
        glue.updatePartition(request -> request.databaseName(LiteralEvents.DATABASE)
                .tableName(LiteralEvents.TABLE)
                .partitionValueList(values)
                .partitionInput(input -> input.values(values)
                        .parameters(right.parameters())
                        .storageDescriptor(right.storageDescriptor().toBuilder()
                                .serdeInfo(serde ->
                                        serde.serializationLibrary("org.apache.hadoop.hive.serde2.OpenCSVSerde"))
                                .build())));
    }

    private Partition partition(List<String> values) {
        return glue.getPartition(request -> request.databaseName(LiteralEvents.DATABASE)
                        .tableName(LiteralEvents.TABLE)
                        .partitionValues(values))
                .partition();
    }

    private void add(List<String> values) {
        glue.createPartition(request -> request.databaseName(LiteralEvents.DATABASE)
                .tableName(LiteralEvents.TABLE)
                .partitionInput(elsewhere(values)));
    }

    private PartitionInput elsewhere(List<String> values) {
        return PartitionInput.builder()
                .values(values)
                .storageDescriptor(partition(MOVED).storageDescriptor().toBuilder()
                        .location("s3://somewhere/else/")
                        .build())
                .build();
    }

    private void widen() {
        StorageDescriptor storage = table().storageDescriptor();
        List<Column> columns = new ArrayList<>(storage.columns());
        columns.add(Column.builder().name("surprise").type("string").build());
        glue.updateTable(request -> request.databaseName(LiteralEvents.DATABASE)
                .tableInput(input().storageDescriptor(
                                storage.toBuilder().columns(columns).build())
                        .build()));
    }

    private TableInput.Builder input() {
        Table table = table();
        return TableInput.builder()
                .name(table.name())
                .tableType(table.tableType())
                .parameters(table.parameters())
                .partitionKeys(table.partitionKeys())
                .storageDescriptor(table.storageDescriptor());
    }

    private Table table() {
        return glue.getTable(
                        request -> request.databaseName(LiteralEvents.DATABASE).name(LiteralEvents.TABLE))
                .table();
    }
}
