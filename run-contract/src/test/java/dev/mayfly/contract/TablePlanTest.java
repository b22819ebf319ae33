package dev.mayfly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePlanTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("ts", ColumnType.of("bigint"), false, ""),
            new Column("event", ColumnType.of("string"), false, ""),
            new Column("price", ColumnType.of("double"), false, ""),
            new Column("orderid", ColumnType.of("bigint"), true, ""));

    @Test
    void showsDerivedColumnsBesideItsOwnWithTheTypesThatReadersSee() {
        TablePlan plan = plan(
                COLUMNS,
                new DerivedColumn.Day("ts_day", "ts"),
                new DerivedColumn.Group("event_group", "event", 10),
                new DerivedColumn.Bucket("ts_bucket", "ts", 16));
        assertThat(plan.shownColumns().subList(4, 7))
                .extracting(column -> "%s %s: %s".formatted(column.name(), column.type(), column.comment()))
                .containsExactly(
                        "ts_day date: the day of ts in UTC",
                        "event_group string: event where it is among the 10 most frequent, 'other' elsewhere: ask for both",
                        "ts_bucket int: ts % 16");
    }

    @Test
    void refusesADerivedColumnThatCannotBeMade() {
        assertThatThrownBy(() -> plan(COLUMNS, new DerivedColumn.Bucket("b", "price", 16)))
                .hasMessage("table t: b: a bucket is made of a bigint or an int, and price is double");
        assertThatThrownBy(() -> plan(COLUMNS, new DerivedColumn.Group("g", "price", 3)))
                .hasMessageContaining("a group is made of a string, a bigint or an int, and price is double");
        assertThatThrownBy(() -> plan(COLUMNS, new DerivedColumn.Day("d", "event")))
                .hasMessageContaining("a day is made of a bigint of epoch milliseconds, a timestamp or a date");
        assertThatThrownBy(() -> plan(COLUMNS, new DerivedColumn.Bucket("b", "orderid", 16)))
                .hasMessage("table t: b: orderid is nullable, and a partition needs a value");
        assertThatThrownBy(() -> plan(COLUMNS, new DerivedColumn.Bucket("b", "itemid", 16)))
                .hasMessageContaining("b of table t names itemid, which is none of its columns");
        assertThatThrownBy(() -> plan(COLUMNS, new DerivedColumn.Day("event", "ts")))
                .hasMessageContaining("a derived column that is named like another");
        assertThatThrownBy(() -> new DerivedColumn.Bucket("b", "ts", 1))
                .hasMessage("the buckets of ts are 1, and have to be 2 to 100000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bigint       | 1.5        | '1.5' is no bigint: 42 would be
            decimal(4,4) | 1          | '1' is no decimal(4,4): 0.5 would be
            int          | 2147483648 | '2147483648' is no int
            decimal(5,2) | 1.234      | 1.234' is no decimal(5,2): 1.5 would be
            decimal(5,2) | 1E+9       | 1E+9' is no decimal(5,2)
            double       | NaN        | 'NaN' is no double
            date         | 2023-02-29 | '2023-02-29' is no date: 2015-05-03 would be
            timestamp    | 2015-05-03 | '2015-05-03' is no timestamp: 2015-05-03 03:00:04 would be
            string       | a          | min is for numbers, dates and timestamps, and this is string
            boolean      | true       | min is for numbers, dates and timestamps, and this is boolean
            """)
    void refusesABoundThatIsNoneOfItsColumn(String type, String bound, String why) {
        assertThatThrownBy(() -> ruled(type, new ColumnRule.AtLeast(bound))).hasMessageContaining(why);
    }

    @Test
    void refusesRulesThatDoNotFitTheirColumns() {
        assertThatThrownBy(() -> ruled("string", new ColumnRule.IntegralDecimals()))
                .hasMessage("column v: integralDecimals is for bigint and int, and this is string");
        assertThatThrownBy(() -> ruled("date", new ColumnRule.OneOf(List.of("2015-05-03"))))
                .hasMessageContaining("oneOf lists values of bigint, int and string, and this is date");
        assertThatThrownBy(() -> ruled("int", new ColumnRule.OneOf(List.of("1", "one"))))
                .hasMessageContaining("'one' is no int");
        assertThatThrownBy(() -> new ColumnRule.OneOf(List.of("a", "a"))).hasMessageContaining("none twice");
        ColumnRule when = new ColumnRule.PresentWhen("event", List.of("sale"));
        assertThatThrownBy(() -> plan(List.of(
                        new Column("event", ColumnType.of("string"), false, ""),
                        new Column("v", ColumnType.of("bigint"), false, "", List.of(when)))))
                .hasMessage("table t: v: presentWhen leaves some rows without a value, so it needs `nullable: true`");
        assertThatThrownBy(() -> plan(List.of(new Column("v", ColumnType.of("bigint"), true, "", List.of(when)))))
                .hasMessageContaining("presentWhen of v of table t names event");
    }

    @Test
    void keepsOptionsInOneOrderWhoeverWritesThem() {
        TablePlan plan = new TablePlan(
                "t",
                List.of(),
                List.of(new Column("v", ColumnType.of("bigint"), false, "")),
                new TableLayout(List.of(), List.of(), 1, 1),
                URI.create("s3://b/o/"),
                URI.create("s3://b/r/"),
                0,
                false,
                Set.of(TablePlan.ReadOption.MAY_BE_EMPTY, TablePlan.ReadOption.MULTILINE));
        assertThat(plan.reading()).containsExactly(TablePlan.ReadOption.MULTILINE, TablePlan.ReadOption.MAY_BE_EMPTY);
    }

    @Test
    void keepsWhereColumnsComeFromAndLeavesOutWhatIsNotSaid() {
        Column column = new Column(
                "v",
                ColumnType.of("bigint"),
                true,
                "",
                List.of(),
                List.of("Order ID"),
                "",
                Set.of(Column.Reading.MISSING_IS_NULL));
        String json = new String(ContractJson.bytes(column), StandardCharsets.UTF_8);
        assertThat(json)
                .contains("\"from\":[\"Order ID\"]", "\"reading\":[\"MISSING_IS_NULL\"]")
                .doesNotContain("fromPath");
        assertThat(ContractJson.read(json.getBytes(StandardCharsets.UTF_8), Column.class, "a column"))
                .isEqualTo(column);
        assertThat(new String(
                        ContractJson.bytes(new Column("v", ColumnType.of("bigint"), true, "")), StandardCharsets.UTF_8))
                .doesNotContain("from", "reading");
    }

    private static Column ruled(String type, ColumnRule rule) {
        return new Column("v", ColumnType.of(type), false, "", List.of(rule));
    }

    private static TablePlan plan(List<Column> columns, DerivedColumn... derived) {
        TableLayout layout = new TableLayout(
                List.of(derived).stream().map(DerivedColumn::name).toList(), List.of(), 1, 1, List.of(derived));
        return new TablePlan(
                "t", List.of(), columns, layout, URI.create("s3://b/o/"), URI.create("s3://b/r/"), 0, false);
    }
}
