package dev.mayfly.orchestrator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatasetLayoutTest {
    @Test
    void readsPartitionsThatAreMadeOfColumns() {
        TableLayout layout = table(
                        "partitionBy: [event, bucket(itemid, 16), group(property, top 10), day(timestamp) as happened_on]")
                .layout();
        assertThat(layout.partitionBy()).containsExactly("event", "itemid_bucket", "property_group", "happened_on");
        assertThat(layout.derived())
                .containsExactly(
                        new DerivedColumn.Bucket("itemid_bucket", "itemid", 16),
                        new DerivedColumn.Group("property_group", "property", 10),
                        new DerivedColumn.Day("happened_on", "timestamp"));
    }

    @Test
    void readsThemInQuotesAndOneBelowTheOtherAsWell() {
        assertThat(table("partitionBy: [event, \"bucket(itemid, 16)\"]").layout())
                .isEqualTo(table("partitionBy:\n      - event\n      - bucket(itemid,16)")
                        .layout());
    }

    @Test
    void reportsEveryPartitionThatCannotBeMade() {
        assertThat(
                        problems(
                                "partitionBy: [bucket(price, 16), group(itemid), day(event), hour(timestamp), "
                                        + "bucket(orderid, 4), bucket(items, 4), bucket(itemid, 1), group(event, ten), day(timestamp, 2), itemid(]"))
                .containsExactly(
                        "'bucket(price, 16)' cannot be made: a bucket is made of a bigint or an int, and price is double",
                        "'group(itemid)' is no partition: a group says how many values, as in group(property, top 10)",
                        "'day(event)' cannot be made: a day is made of a bigint of epoch milliseconds, a timestamp or a date, and event is string",
                        "'hour(timestamp)' is no partition: a column, bucket(column, 16), group(column, top 10) or day(column) would be, each with `as name` if need be",
                        "'bucket(orderid, 4)' cannot be made: orderid is nullable, and a partition needs a value",
                        "'items' is none of the columns [timestamp, event, itemid, property, price, orderid]",
                        "'bucket(itemid, 1)' is no partition: the buckets of itemid are 1, and have to be 2 to 100000",
                        "'group(event, ten)' is no partition: a group says how many values, as in group(property, top 10)",
                        "'day(timestamp, 2)' is no partition: a day takes the column alone, as in day(timestamp)",
                        "'itemid(' is no partition: a column, bucket(column, 16), group(column, top 10) or day(column) would be, each with `as name` if need be");
    }

    @Test
    void refusesTwoPartitionsOfOneName() {
        assertThat(problems("partitionBy: [bucket(itemid, 4), bucket(itemid, 16)]"))
                .containsExactly("has two columns named 'itemid_bucket'; `as` gives one of them another name");
        assertThat(problems("partitionBy: [day(timestamp) as event]"))
                .containsExactly("has two columns named 'event'; `as` gives one of them another name");
    }

    @Test
    void readsWhatIsAskedOfColumns() {
        DatasetTable table = dataset("""
                multiline: true
                    integralDecimals: true
                    columns:
                      timestamp: { type: bigint, min: 1000000000000, max: 9999999999999 }
                      event: { type: string, oneOf: [view, transaction] }
                      itemid: bigint
                      code: { type: int, integralDecimals: false }
                      orderid: { type: bigint, nullable: true, presentWhen: { event: transaction }, integralDecimals: false }
                """);
        assertThat(table.reading()).containsExactly(TablePlan.ReadOption.MULTILINE);
        assertThat(table.columns().stream().map(column -> column.rules()).toList())
                .isEqualTo(List.of(
                        List.of(
                                new ColumnRule.AtLeast("1000000000000"),
                                new ColumnRule.AtMost("9999999999999"),
                                new ColumnRule.IntegralDecimals()),
                        List.of(new ColumnRule.OneOf(List.of("view", "transaction"))),
                        List.of(new ColumnRule.IntegralDecimals()),
                        List.of(),
                        List.of(new ColumnRule.PresentWhen("event", List.of("transaction")))));
    }

    @Test
    void reportsEveryRuleThatDoesNotFit() {
        InvalidDatasetException invalid = catchThrowableOfType(InvalidDatasetException.class, () -> dataset("""
                integralDecimals: perhaps
                    columns:
                      timestamp: { type: bigint, min: 2015-05-03 }
                      event: { type: string, oneOf: [] }
                      name: { type: string, max: z }
                      itemid: { type: bigint, min: 9, max: 3 }
                      price: { type: double, integralDecimals: true }
                      orderid: { type: bigint, presentWhen: { event: transaction } }
                      giftid: { type: bigint, nullable: true, presentWhen: { evnt: gift } }
                      note: { type: string, multiline: true }
                """));
        assertThat(invalid.problems())
                .extracting(DatasetProblem::toString)
                .containsExactlyInAnyOrder(
                        "shop.yaml:8: tables.t.integralDecimals: 'perhaps' is neither true nor false",
                        "shop.yaml:10: tables.t.columns.timestamp.min: '2015-05-03' is no bigint: 42 would be (a whole number has digits only, with a sign before them if need be)",
                        "shop.yaml:11: tables.t.columns.event.oneOf: oneOf needs values, none empty and none twice: ''",
                        "shop.yaml:12: tables.t.columns.name.max: max is for numbers, dates and timestamps, and this is string",
                        "shop.yaml:13: tables.t.columns.itemid: column itemid: min 9 is above max 3",
                        "shop.yaml:14: tables.t.columns.price.integralDecimals: integralDecimals is for bigint and int, and this is double",
                        "shop.yaml:15: tables.t.columns.orderid: presentWhen leaves some rows without a value, so it needs `nullable: true`",
                        "shop.yaml:16: tables.t.columns.giftid: presentWhen names 'evnt', which is none of the columns [timestamp, event, name, price, orderid, giftid, note]",
                        "shop.yaml:17: tables.t.columns.note.multiline: is not known here; min, max, oneOf, presentWhen, integralDecimals, from, fromPath, missing, nullable, comment, type are");
    }

    private static List<String> problems(String partitionBy) {
        InvalidDatasetException invalid = catchThrowableOfType(InvalidDatasetException.class, () -> table(partitionBy));
        return invalid.problems().stream().map(DatasetProblem::remedy).toList();
    }

    private static DatasetTable table(String partitionBy) {
        return dataset("""
                columns:
                      timestamp: bigint
                      event: string
                      itemid: bigint
                      property: string
                      price: double
                      orderid: { type: bigint, nullable: true }
                    %s
                """.formatted(partitionBy));
    }

    private static DatasetTable dataset(String table) {
        return DatasetFile.parse("shop.yaml", """
                dataset: shop
                source: s3://raw/shop/
                curated: s3://curated/shop/
                database: shop
                tables:
                  t:
                    files: "*.csv"
                    %s
                """.formatted(table), Map.of())
                .tables()
                .get(0);
    }
}
