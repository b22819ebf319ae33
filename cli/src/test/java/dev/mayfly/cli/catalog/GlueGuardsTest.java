package dev.mayfly.cli.catalog;

import static dev.mayfly.cli.catalog.CatalogStage.DATABASE;
import static dev.mayfly.cli.catalog.CatalogStage.TABLE;
import static dev.mayfly.cli.catalog.CatalogStage.columns;
import static dev.mayfly.cli.catalog.CatalogStage.items;
import static dev.mayfly.cli.catalog.CatalogStage.publication;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.Publication.PublishOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;

/** What a table that is there does not let happen without a word, and what each partition says. */
class GlueGuardsTest {
    private static final List<Column> NARROW = columns("itemid", "bigint", "event", "string");
    private static final List<Column> WIDE = columns("itemid", "bigint", "event", "string", "price", "double");
    private static final Publication FIRST = publication("run1", NARROW);

    @TempDir
    private Path folder;

    private CatalogStage stage;

    @BeforeEach
    void open() {
        stage = new CatalogStage(folder);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void addsAColumnGoesBackAndForthAndEveryPartitionHasTheColumnsOfItsTable() {
        publishes(FIRST);
        publishes(publication("run2", WIDE));
        assertThat(columnsOfEveryPartition()).containsOnly(List.of("event", "price"));

        publishes(publication("run1", NARROW, PublishOption.CHANGE_COLUMNS));
        assertThat(columnsOfEveryPartition()).containsOnly(List.of("event"));

        publishes(publication("run3", WIDE));
        assertThat(columnsOfEveryPartition()).containsOnly(List.of("event", "price"));
        assertThat(table().storageDescriptor().columns())
                .allSatisfy(column -> assertThat(column.comment()).startsWith("about "));
    }

    @Test
    void refusesAColumnThatVanishesOrChangesItsType() {
        publishes(publication("run1", WIDE));
        Publication lost = publication("run2", columns("itemid", "bigint", "price", "string"));
        assertThat(stage.publish(lost, items(lost, 0, 3)))
                .isEqualTo(new CatalogResult.Refused("table retailrocket.events is read with columns that would be no "
                        + "more as they are: event vanished, price was double and is string now; put them back, name "
                        + "the table otherwise, or let it say `columnsMayChange: true`"));
        assertThat(columnsOfEveryPartition()).containsOnly(List.of("event", "price"));
        publishes(publication("run2", lost.columns(), PublishOption.CHANGE_COLUMNS));
    }

    @Test
    void leavesATableOfSomebodyElseAloneUnlessItIsToBeAdopted() {
        stage.glue.createTable(request -> request.databaseName(DATABASE)
                .tableInput(table -> table.name(TABLE)
                        .partitionKeys(column("itemid", "bigint"))
                        .storageDescriptor(
                                storage -> storage.location("s3://elsewhere/").columns(column("other", "int")))));
        assertThat(stage.publish(FIRST, items(FIRST, 0, 3)))
                .isEqualTo(new CatalogResult.Refused("table retailrocket.events is there already and was not made by "
                        + "Mayfly: rename one of them, or let table events of the dataset say `adopt: true`, and it is "
                        + "taken over"));
        assertThat(table().storageDescriptor().location()).isEqualTo("s3://elsewhere/");

        publishes(publication("run1", NARROW, PublishOption.ADOPT));
        assertThat(table().parameters()).containsEntry("mayfly.dataset", "retailrocket");
    }

    @Test
    void saysInEveryPartitionWhoseWorkItIs() {
        publishes(FIRST);
        assertThat(partitions())
                .hasSize(3)
                .allSatisfy(partition -> assertThat(partition.parameters())
                        .containsEntry("mayfly.run", "run1")
                        .containsEntry("mayfly.generation", "run1-a1")
                        .containsEntry("mayfly.when", "1970-01-01T00:00:00Z")
                        .containsEntry("mayfly.rows", "1")
                        .containsEntry("mayfly.bytes", "1"));
    }

    private static software.amazon.awssdk.services.glue.model.Column column(String name, String type) {
        return software.amazon.awssdk.services.glue.model.Column.builder()
                .name(name)
                .type(type)
                .build();
    }

    private void publishes(Publication publication) {
        assertThat(stage.publish(publication, items(publication, 0, 3))).isInstanceOf(CatalogResult.Confirmed.class);
    }

    private Table table() {
        return stage.glue
                .getTable(request -> request.databaseName(DATABASE).name(TABLE))
                .table();
    }

    private List<Partition> partitions() {
        return stage.glue
                .getPartitions(request -> request.databaseName(DATABASE).tableName(TABLE))
                .partitions();
    }

    private List<List<String>> columnsOfEveryPartition() {
        return partitions().stream()
                .map(partition -> partition.storageDescriptor().columns().stream()
                        .map(software.amazon.awssdk.services.glue.model.Column::name)
                        .toList())
                .toList();
    }
}
