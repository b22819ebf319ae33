package dev.mayfly.orchestrator.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.TableInput;

class GlueMapperTest {
    private static final TablePlan PLAN = new TablePlan(
            "item_properties",
            List.of(),
            List.of(
                    new Column("timestamp", ColumnType.of("bigint"), false, "epoch milliseconds"),
                    new Column("itemid", ColumnType.of("bigint"), false, ""),
                    new Column("property", ColumnType.of("string"), false, "")),
            new TableLayout(
                    List.of("property_group", "itemid_bucket", "timestamp_day"),
                    List.of("itemid"),
                    1,
                    100,
                    List.of(
                            new DerivedColumn.Day("timestamp_day", "timestamp"),
                            new DerivedColumn.Bucket("itemid_bucket", "itemid", 64),
                            new DerivedColumn.Group("property_group", "property", 10))),
            URI.create("s3://curated/shop/item_properties/r-a1/"),
            URI.create("s3://curated/shop/_rejects/item_properties/r-a1/"),
            0,
            false);
    private static final Publication PUBLICATION = new Publication(
            "shop",
            PLAN.name(),
            "shop",
            "r",
            "r-a1",
            Instant.EPOCH,
            PLAN.shownColumns(),
            PLAN.layout().partitionBy(),
            PLAN.output(),
            4,
            400,
            Set.of());

    @Test
    void showsDerivedPartitionsAsKeysWithTheirTypesAndWhatTheyAreMadeOf() {
        TableInput table = new GlueMapper(PUBLICATION).table();
        assertThat(table.partitionKeys())
                .extracting(key -> "%s %s: %s".formatted(key.name(), key.type(), key.comment()))
                .containsExactly(
                        "property_group string: property where it is among the 10 most frequent, 'other' elsewhere: ask for both",
                        "itemid_bucket int: itemid % 64",
                        "timestamp_day date: the day of timestamp in UTC");
        assertThat(table.storageDescriptor().columns())
                .extracting(software.amazon.awssdk.services.glue.model.Column::name)
                .containsExactly("timestamp", "itemid", "property");
    }

    @Test
    void keepsPartitionValuesInTheOrderOfTheKeys() {
        PartitionOutput partition = new PartitionOutput(
                PLAN.name(),
                List.of("other", "-7", "2015-06-02"),
                PLAN.output().resolve("property_group=other/itemid_bucket=-7/timestamp_day=2015-06-02/"),
                0,
                List.of());
        assertThat(new GlueMapper(PUBLICATION).partition(partition).values())
                .containsExactly("other", "-7", "2015-06-02");
    }

    @Test
    void refusesAnotherPartitioningThanTheTableHas() {
        TableCompatibility.Standing standing = new TableCompatibility.Standing(
                Optional.of("shop"), Map.of(), List.of("property_group string", "itemid_bucket int"));
        assertThat(new TableCompatibility(PUBLICATION).refusal(standing).orElseThrow())
                .contains(
                        "is partitioned by [property_group string, itemid_bucket int], and Glue cannot change that to "
                                + "[property_group string, itemid_bucket int, timestamp_day date]");
    }
}
