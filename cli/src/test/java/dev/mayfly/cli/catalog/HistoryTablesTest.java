package dev.mayfly.cli.catalog;

import static dev.mayfly.cli.catalog.CatalogStage.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.Faults.Fault;
import dev.mayfly.orchestrator.history.GlueHistoryCatalog;
import dev.mayfly.orchestrator.history.HistoryCatalog;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/** The tables that tell of runs stand in the dataset's database, made by whoever publishes there, and never in anybody's way. */
class HistoryTablesTest {
    private static final HistoryCatalog.Rejects REJECTS = new HistoryCatalog.Rejects(
            DATABASE, "shop", "events", "run1-a1", URI.create("s3://curated/shop/_rejects/events/run1-a1/"));

    @TempDir
    private Path folder;

    private CatalogStage stage;
    private GlueHistoryCatalog history;

    @BeforeEach
    void open() {
        stage = new CatalogStage(folder);
        history = new GlueHistoryCatalog(stage.glue, "curated");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void areMadeOnceAndSayWhatEachColumnMeans() {
        history.show(DATABASE);
        assertThat(tables())
                .extracting(Table::name)
                .containsExactlyInAnyOrder("mayfly_runs", "mayfly_generations", "mayfly_rejects");
        Table runs = table("mayfly_runs");
        assertThat(runs.storageDescriptor().location()).isEqualTo("s3://curated/mayfly-history/retailrocket/runs/");
        assertThat(runs.storageDescriptor().columns())
                .anySatisfy(column -> assertThat(column.comment()).isEqualTo("what began it"));
        long looks = stage.asked("GetTables");
        history.show(DATABASE);
        assertThat(stage.asked("GetTables") - looks).as("looks at all three").isEqualTo(1);
        assertThat(stage.asked("CreateTable")).isEqualTo(3);
        assertThat(stage.asked("UpdateTable")).isZero();
    }

    @Test
    void getAColumnThatALaterVersionHas() {
        history.show(DATABASE);
        Table runs = table("mayfly_runs");
        stage.glue.updateTable(request -> request.databaseName(DATABASE)
                .tableInput(table -> table.name(runs.name())
                        .parameters(runs.parameters())
                        .storageDescriptor(runs.storageDescriptor().toBuilder()
                                .columns(runs.storageDescriptor().columns().subList(0, 5))
                                .build())));
        history.show(DATABASE);
        assertThat(table("mayfly_runs").storageDescriptor().columns())
                .isEqualTo(runs.storageDescriptor().columns());
    }

    @Test
    void leaveATableOfSomebodyElseAloneAndPutNoPartitionIntoIt() {
        stage.glue.createTable(request -> request.databaseName(DATABASE)
                .tableInput(table -> table.name("mayfly_rejects")
                        .storageDescriptor(storage -> storage.location("s3://elsewhere/"))));
        history.show(DATABASE);
        history.list(REJECTS);
        history.forget(REJECTS);
        assertThat(table("mayfly_rejects").storageDescriptor().location()).isEqualTo("s3://elsewhere/");
        assertThat(stage.asked("BatchCreatePartition")).isZero();
        assertThat(tables()).hasSize(3);
    }

    @Test
    void showRejectsWhereTheirStepLeftThemUntilTheyAreForgotten() {
        history.show(DATABASE);
        history.list(REJECTS);
        history.list(REJECTS);
        assertThat(partitions()).singleElement().satisfies(partition -> {
            assertThat(partition.values()).containsExactly("shop", "events", "run1-a1");
            assertThat(partition.storageDescriptor().location())
                    .isEqualTo(REJECTS.location().toString());
            assertThat(partition.storageDescriptor().columns())
                    .isEqualTo(table("mayfly_rejects").storageDescriptor().columns());
        });
        history.forget(REJECTS);
        history.forget(REJECTS);
        assertThat(partitions()).isEmpty();
    }

    @Test
    void areNoReasonForARunNotToEndWhereTheFunctionMayNotMakeThem() {
        stage.faults()
                .arm("glue", "*", 100, new Fault.Refuse(new AwsError(400, "AccessDeniedException", "not authorized")));
        history.show(DATABASE);
        history.list(REJECTS);
        history.forget(REJECTS);
        stage.faults().clear();
        history.show("a_database_that_is_not_there");
        assertThat(tables()).isEmpty();
    }

    static Stream<Arguments> everyPassingFault() {
        return Stream.of("GetTables", "GetTable", "CreateTable", "BatchCreatePartition", "BatchDeletePartition")
                .flatMap(call -> Stream.of(
                                new Fault.Refuse(new AwsError(400, "ThrottlingException", "Rate exceeded")),
                                new Fault.Refuse(new AwsError(500, "InternalServiceException", "try later")),
                                new Fault.FailAfterEffect(),
                                new Fault.LoseResponse())
                        .map(fault -> Arguments.of(call, fault)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyPassingFault")
    void areTriedAgainAfterWhatPasses(String call, Fault fault) {
        if (call.equals("BatchDeletePartition")) {
            all();
            stage.faults().arm("glue", call, 1, fault);
            assertThatThrownBy(() -> history.forget(REJECTS)).isInstanceOf(RuntimeException.class);
            history.forget(REJECTS);
            assertThat(partitions()).isEmpty();
            return;
        }
        stage.faults().arm("glue", call, 1, fault);
        assertThatThrownBy(this::all).isInstanceOf(RuntimeException.class);
        all();
        assertThat(tables()).hasSize(3);
        assertThat(partitions()).hasSize(1);
    }

    private void all() {
        history.show(DATABASE);
        history.list(REJECTS);
    }

    private Table table(String name) {
        return stage.glue
                .getTable(request -> request.databaseName(DATABASE).name(name))
                .table();
    }

    private List<Table> tables() {
        return stage.glue.getTables(request -> request.databaseName(DATABASE)).tableList();
    }

    private List<Partition> partitions() {
        return stage.glue
                .getPartitions(request -> request.databaseName(DATABASE).tableName("mayfly_rejects"))
                .partitions();
    }
}
