package dev.mayfly.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TableLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedPartitionsTest {
    private static final List<String> COLUMNS = List.of("ts", "itemid", "property", "value");
    private static final String[] PROPERTIES = {"ts:bigint", "itemid:bigint", "property:string", "value:string"};
    private static final String OTHERS = "coalesce(nullif(property_group, 'other'), property)";

    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    @Test
    void makesPartitionsThatAnAnalystCanWriteInSql() {
        InputFile properties = bench.file("properties.csv", properties(6_000));
        run(
                layout(
                        100_000,
                        new DerivedColumn.Group("property_group", "property", 3),
                        new DerivedColumn.Bucket("itemid_bucket", "itemid", 4)),
                properties);
        String table = parquet();
        assertThat(DuckDb.digest(table, COLUMNS))
                .startsWith("6000|")
                .isEqualTo(DuckDb.digest(DuckDb.csv(dir + "/raw/properties.csv"), COLUMNS));
        assertThat(DuckDb.rows("select count(*) from %s where itemid_bucket::int <> itemid %% 4 or %s <> property"
                        .formatted(table, OTHERS)))
                .containsExactly("0");
        assertThat(DuckDb.rows(
                        "select property from read_csv('%s/raw/properties.csv', all_varchar=true) where property <> 'other' group by 1 order by count(*) desc, 1 limit 3"
                                .formatted(dir)))
                .containsExactlyInAnyOrderElementsOf(DuckDb.rows(
                        "select distinct property_group from %s where property_group <> 'other'".formatted(table)));
        assertThat(bench.partitions("properties"))
                .extracting(PartitionOutput::values)
                .hasSizeBetween(16, 28)
                .contains(List.of("888", "0"), List.of("other", "-3"))
                .allMatch(values -> values.size() == 2);
    }

    @Test
    void countsNoRejectedRowWhenItLooksForTheMostFrequentNumbers() {
        InputFile properties = bench.file(
                "properties.csv",
                "ts,itemid,property,value\n" + "1,7,a,x\n".repeat(3) + "1,-8,a,x\n".repeat(2) + "?,9,a,x\n".repeat(5)
                        + "\"2\",-8,\"a,b\",x\n" + "1,10,a,x\n");
        TableLayout layout = layout(100_000, new DerivedColumn.Group("item_group", "itemid", 2));
        run(layout, properties);
        assertThat(bench.partitions("properties"))
                .extracting(PartitionOutput::values, PartitionOutput::rows)
                .containsExactlyInAnyOrder(
                        tuple(List.of("-8"), 3L), tuple(List.of("7"), 3L), tuple(List.of("other"), 1L));
    }

    @Test
    void sortsFilesOfGroupsByThePackedKey() {
        InputFile properties = bench.file("properties.csv", properties(4_000));
        run(layout(100_000, new DerivedColumn.Group("property_group", "property", 2)), properties);
        for (PartitionOutput partition : bench.partitions("properties")) {
            String file = Path.of(partition.location())
                    .resolve(partition.files().get(0).name())
                    .toString();
            assertThat(partition.files()).hasSize(1);
            assertThat(DuckDb.rows("select itemid, ts from read_parquet('%s')".formatted(file)))
                    .isEqualTo(DuckDb.rows(
                            "select itemid, ts from read_parquet('%s') order by itemid, ts".formatted(file)));
        }
    }

    @Test
    void makesADayOfEpochMillisecondsThoughTheyAreMoreThanATaskMayHaveOpen() {
        InputFile properties = bench.file("properties.csv", properties(3_000));
        run(layout(100_000, new DerivedColumn.Day("happened_on", "ts")), properties);
        assertThat(bench.partitions("properties")).hasSizeGreaterThan(32);
        assertThat(DuckDb.rows(
                        "select count(*) from %s where happened_on <> strftime(make_timestamp(ts * 1000), '%%Y-%%m-%%d')"
                                .formatted(parquet())))
                .containsExactly("0");
        assertThat(DuckDb.digest(parquet(), COLUMNS))
                .isEqualTo(DuckDb.digest(DuckDb.csv(dir + "/raw/properties.csv"), COLUMNS));
    }

    @Test
    void makesManyLiteralPartitionsWhereTheLimitAllowsThem() {
        InputFile properties = bench.file("properties.csv", properties(600));
        TableLayout literal = new TableLayout(List.of("property", "itemid"), List.of("ts"), 1 << 27, 1_000);
        run(literal, properties);
        assertThat(bench.partitions("properties")).hasSizeGreaterThan(200);
        assertThat(DuckDb.digest(parquet(), COLUMNS))
                .startsWith("600|")
                .isEqualTo(DuckDb.digest(DuckDb.csv(dir + "/raw/properties.csv"), COLUMNS));
    }

    @Test
    void namesTheLayoutToUseInsteadOfTooManyPartitions() {
        InputFile properties = bench.file("properties.csv", properties(600));
        TableLayout literal = new TableLayout(List.of("property", "itemid"), List.of("ts"), 1 << 27, 50);
        assertThat(bench.run(bench.plan(bench.table("properties", List.of(properties), literal, PROPERTIES))))
                .isEqualTo(1);
        assertThat(bench.failure().cause()).isEqualTo(Cause.TOO_MANY_PARTITIONS);
        assertThat(bench.failure().message())
                .containsPattern(
                        "would have \\d{3} partitions; 50 are allowed. Nothing was written. itemid has \\d+ values")
                .contains("use instead is `partitionBy: [property]` with `sortBy: [itemid, ts]`")
                .contains("`bucket(itemid, 64)`");
        assertThat(bench.has("curated")).isFalse();
    }

    private void run(TableLayout layout, InputFile file) {
        assertThat(bench.run(bench.plan(bench.table("properties", List.of(file), layout, PROPERTIES))))
                .isZero();
    }

    private static TableLayout layout(long fileBytes, DerivedColumn... derived) {
        return new TableLayout(
                List.of(derived).stream().map(DerivedColumn::name).toList(),
                List.of("itemid", "ts"),
                fileBytes,
                1_000,
                List.of(derived));
    }

    private String parquet() {
        return DuckDb.parquet(dir + "/curated/properties/**/*.parquet");
    }

    /** A few properties have most of the rows; some items are below zero; one property is named as the rest is. */
    private static String properties(int rows) {
        Random random = new Random(rows);
        StringBuilder csv = new StringBuilder("ts,itemid,property,value\n");
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(10);
            csv.append(1_430_622_000_000L + random.nextInt(100) * 86_400_000L + random.nextInt(86_400_000))
                    .append(',')
                    .append(random.nextInt(200) - 20)
                    .append(
                            kind < 4
                                    ? ",888,"
                                    : kind < 6
                                            ? ",available,"
                                            : kind < 8 ? ",other," : ",p/" + random.nextInt(20) + ",")
                    .append("n")
                    .append(i)
                    .append('\n');
        }
        return csv.toString();
    }
}
