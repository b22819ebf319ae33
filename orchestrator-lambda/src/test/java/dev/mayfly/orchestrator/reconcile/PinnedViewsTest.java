package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.dataset.DatasetView;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.Usd;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PinnedViewsTest {
    private static final Generation GENERATION = new Generation(
            "20260101T000000Z-0badcafe", 2, URI.create("s3://state/m.json"), "", Instant.EPOCH, Map.of());
    private static final String MARK = "__20260101t000000z_0badcafe_a2";
    private static final List<Column> COLUMNS = List.of(
            new Column("day", ColumnType.of("date"), true, ""), new Column("n", ColumnType.of("bigint"), true, ""));

    @Test
    void putsTheGenerationsTablesBeforeThePresentOnesAndLeavesTheQueryAsItStands() {
        String sql = "SELECT day, count(*) AS n\nFROM events JOIN \"Items\" USING (item) GROUP BY day";
        assertThat(PinnedViews.of(shop(view("funnel", sql)), GENERATION).views())
                .singleElement()
                .satisfies(view -> {
                    assertThat(view.name()).isEqualTo("funnel" + MARK);
                    assertThat(view.columns()).isEqualTo(COLUMNS);
                    assertThat(view.sql())
                            .isEqualTo("WITH \"events\" AS (SELECT * FROM \"events" + MARK + "\"),\n"
                                    + "  \"items\" AS (SELECT * FROM \"items" + MARK + "\")\n"
                                    + "SELECT \"day\", \"n\" FROM (\n" + sql + "\n)");
                });
    }

    @Test
    void readsOtherViewsAsTheyAreOfTheSameGeneration() {
        List<DatasetView> pinned = PinnedViews.of(
                        shop(view("a", "SELECT * FROM b"), view("b", "SELECT 1 AS n FROM events")), GENERATION)
                .views();
        assertThat(pinned.get(0).sql())
                .startsWith("WITH \"b\" AS (SELECT * FROM \"b" + MARK + "\")\n")
                .doesNotContain("\"events");
        assertThat(pinned.get(1).sql()).startsWith("WITH \"events\" AS");
    }

    @Test
    void leavesOutAViewThatWouldLookPastThem() {
        assertThat(PinnedViews.of(
                                shop(
                                        view("past", "SELECT * FROM \"shop\".\"events\""),
                                        view("far", "SELECT shop.price FROM elsewhere.shop")),
                                GENERATION)
                        .views())
                .extracting(DatasetView::name)
                .containsExactly("far" + MARK);
    }

    private static DatasetView view(String name, String sql) {
        return new DatasetView(name, "", sql, COLUMNS);
    }

    private static Dataset shop(DatasetView... views) {
        return new Dataset(
                "shop",
                URI.create("s3://raw/shop/"),
                URI.create("s3://curated/shop/"),
                "shop",
                new Dataset.Ready(Optional.empty(), "", Duration.ofHours(1)),
                false,
                new Dataset.Cost("auto", Duration.ofHours(1), Usd.of("1"), Usd.of("1")),
                List.of(table("events"), table("items"), table("event")),
                List.of(views),
                "d");
    }

    private static DatasetTable table(String name) {
        return new DatasetTable(
                name,
                name + ".csv",
                true,
                COLUMNS,
                new TableLayout(List.of(), List.of(), 1, 1),
                0,
                0,
                false,
                false,
                false,
                false,
                Set.of());
    }
}
