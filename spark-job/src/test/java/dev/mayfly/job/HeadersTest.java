package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns by the names that files have, from their paths, and from nowhere; headers that come again. */
class HeadersTest {
    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    @Test
    void readsColumnsByTheNamesThatFilesHave() {
        InputFile one = bench.file("a.csv", "Order ID, \"Total (EUR)\",note\n1,1.50,x\n2,2.25,y\n");
        InputFile other = bench.file("b.csv", "note,TOTAL,order id \nz,4.00,3\n");
        succeeds(table(
                UNPARTITIONED,
                List.of(one, other),
                from("order_id", "bigint", "Order ID"),
                from("total", "decimal(6,2)", "Total (EUR)", "Total")));
        assertThat(rows("order_id, total")).containsExactly("1|1.50", "2|2.25", "3|4.00");
        assertThat(output().inputs())
                .extracting(InputCount::trimmedNames)
                .containsExactly(List.of("total"), List.of("order_id"));
        assertThat(output().unnamedColumns()).containsExactly("note");
    }

    @Test
    void readsAColumnFromThePathAndPartitionsByIt() {
        InputFile first = bench.file("dt=2024-05-01/region=no%20rth/a.csv", "id,dt\n1,x\n2,y\n");
        InputFile second = bench.file("dt=2024-05-02/region=ü/a.csv", "id\n1\n");
        succeeds(table(
                new TableLayout(List.of("day"), List.of("id"), 1 << 27, 10),
                List.of(first, second),
                column("id", "bigint"),
                path("day", "date", "dt", false),
                path("area", "string", "region", true)));
        assertThat(rows("id, day, area"))
                .containsExactly("1|2024-05-01|no rth", "1|2024-05-02|ü", "2|2024-05-01|no rth");
        assertThat(bench.partitions("t"))
                .extracting(PartitionOutput::values)
                .containsExactly(List.of("2024-05-01"), List.of("2024-05-02"));
        assertThat(output().duplicates()).hasValue(0);
    }

    @Test
    void takesRowsForDifferentThatDifferInTheirPathAlone() {
        InputFile first = bench.file("part=1/a.csv", "id\n7\n");
        InputFile second = bench.file("part=2/a.csv", "id\n7\n");
        InputFile third = bench.file("part=2/b.csv", "id\n7\n");
        succeeds(table(
                UNPARTITIONED,
                List.of(first, second, third),
                column("id", "bigint"),
                path("part", "int", "part", false)));
        assertThat(output().duplicates()).hasValue(1);
        assertThat(rows("id, part")).containsExactly("7|1", "7|2", "7|2");
    }

    @Test
    void readsPathsForDerivedPartitionsAndRules() {
        InputFile file = bench.file("ts=2024-05-01 10:00:00/kind=sale/a.csv", "id,sale_id\n1,9\n2,\n");
        Column saleId = new Column(
                "sale_id",
                ColumnType.of("bigint"),
                true,
                "",
                List.of(new dev.mayfly.contract.ColumnRule.PresentWhen("kind", List.of("sale"))));
        TableLayout byDay = new TableLayout(
                List.of("ts_day", "kind_group"),
                List.of(),
                1 << 27,
                10,
                List.of(
                        new dev.mayfly.contract.DerivedColumn.Day("ts_day", "ts"),
                        new dev.mayfly.contract.DerivedColumn.Group("kind_group", "kind", 2)));
        succeeds(table(
                byDay,
                List.of(file),
                column("id", "bigint"),
                saleId,
                path("ts", "timestamp", "ts", false),
                path("kind", "string", "kind", false)));
        assertThat(bench.partitions("t"))
                .extracting(PartitionOutput::values)
                .containsExactly(List.of("2024-05-01", "sale"));
        assertThat(output().rejected()).isEqualTo(1);
    }

    @Test
    void failsAFileByNameWhosePathHasABadValue() {
        InputFile good = bench.file("dt=2024-05-01/a.csv", "id\n1\n");
        InputFile bad = bench.file("dt=2024-05-99/a.csv", "id\n1\n");
        assertThat(fails(table(
                        UNPARTITIONED, List.of(good, bad), column("id", "bigint"), path("dt", "date", "dt", false))))
                .contains("dt=2024-05-99/a.csv: its path gives column dt the value '2024-05-99', which is no date");
    }

    @Test
    void takesFilesThatLackAColumnWhichMayBeMissing() {
        InputFile old = bench.file("a.csv", "id\n1\n2\n");
        InputFile recent = bench.file("b.csv", "platform,id\nweb,3\n,4\n");
        Column platform = new Column(
                "platform",
                ColumnType.of("string"),
                true,
                "",
                List.of(),
                List.of(),
                "",
                Set.of(Column.Reading.MISSING_IS_NULL));
        succeeds(table(UNPARTITIONED, List.of(old, recent), column("id", "bigint"), platform));
        assertThat(rows("id, platform")).containsExactly("1|null", "2|null", "3|web", "4|null");
        assertThat(output().inputs())
                .extracting(InputCount::missingColumns)
                .containsExactly(List.of("platform"), List.of());
    }

    @Test
    void takesAFileWithoutRowsWhereOneMayBeEmpty() {
        InputFile empty = bench.file("a.csv", "id\n");
        InputFile blank = bench.file("b.csv", "id\n\nID\n");
        TablePlan all = mayBeEmpty(table(UNPARTITIONED, List.of(empty, blank), column("id", "bigint")));
        succeeds(all);
        assertThat(output().inputs())
                .extracting(InputCount::headers, InputCount::accepted)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 0L), org.assertj.core.groups.Tuple.tuple(2L, 0L));
        assertThat(output().rows()).isZero();
    }

    @Test
    void takesAFileWithoutRowsBesideOthers() {
        InputFile empty = bench.file("a.csv", "id\n");
        InputFile full = bench.file("b.csv", "id\n7\n");
        succeeds(mayBeEmpty(table(UNPARTITIONED, List.of(empty, full), column("id", "bigint"))));
        assertThat(rows("id")).containsExactly("7");
    }

    @Test
    void countsHeadersThatComeAgainInOtherLetters() {
        InputFile file =
                bench.file("a.csv", "code,name\na,b\n\"code\",\"name\"\nc,d\n Code,NAME\n\ufeffcode,name\ne,f\n");
        succeeds(table(UNPARTITIONED, List.of(file), column("code", "string"), column("name", "string")));
        assertThat(rows("code, name")).containsExactly("a|b", "c|d", "e|f");
        assertThat(output().inputs()).extracting(InputCount::headers).containsExactly(4L);
    }

    @Test
    void failsAFileWhoseSecondHeaderHasAnotherOrder() {
        InputFile file = bench.file("a.csv", "code,name\na,b\n\nName,\"code\"\nd,c\n");
        assertThat(fails(table(UNPARTITIONED, List.of(file), column("code", "string"), column("name", "string"))))
                .contains(
                        "raw/a.csv line 4 is a second header of table t, in another order than the file's first line");
    }

    @Test
    void saysThatEveryRowEndsInACommaTooMany() {
        InputFile file = bench.file("my export+1%41 ü.csv", "id,name\n1,Q7-SECRET,\n2,b,\n");
        assertThat(fails(Workbench.allowing(
                        0.1, table(UNPARTITIONED, List.of(file), column("id", "bigint"), column("name", "string")))))
                .contains(
                        "raw/my export+1%41 ü.csv line 2: the row has one field more than the file's header, the last one, and it is empty")
                .contains("By reason: 2: the row has one field more")
                .endsWith("take it from the rows")
                .doesNotContain("SECRET");
    }

    @Test
    void saysHowOftenRowsWereRejectedForWhat() {
        InputFile file = bench.file("a.csv", "id,name\nx,a\ny,b\n,c\n1\n2,d\n");
        assertThat(fails(Workbench.allowing(
                        0.1, table(UNPARTITIONED, List.of(file), column("id", "bigint"), column("name", "string")))))
                .contains(
                        "By reason: 2: id is no bigint; 1: id is empty and not nullable; 1: the row has fewer fields than the file's header.");
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.of(type), false, "");
    }

    private static Column from(String name, String type, String... from) {
        return new Column(name, ColumnType.of(type), false, "", List.of(), List.of(from), "", Set.of());
    }

    private static Column path(String name, String type, String key, boolean nullable) {
        return new Column(name, ColumnType.of(type), nullable, "", List.of(), List.of(), key, Set.of());
    }

    private TablePlan table(TableLayout layout, List<InputFile> inputs, Column... columns) {
        return plan(bench.table("t", inputs, UNPARTITIONED, "id:bigint"), layout, columns, Set.of());
    }

    private static TablePlan plan(
            TablePlan plain, TableLayout layout, Column[] columns, Set<TablePlan.ReadOption> reading) {
        return new TablePlan(
                plain.name(),
                plain.inputs(),
                Arrays.asList(columns),
                layout,
                plain.output(),
                plain.rejects(),
                0.5,
                true,
                reading);
    }

    private static TablePlan mayBeEmpty(TablePlan table) {
        return plan(
                table,
                table.layout(),
                table.columns().toArray(Column[]::new),
                Set.of(TablePlan.ReadOption.MAY_BE_EMPTY));
    }

    private void succeeds(TablePlan table) {
        int code = bench.run(bench.plan(table));
        assertThat(code).as(() -> bench.failure().message()).isZero();
    }

    private String fails(TablePlan table) {
        assertThat(bench.run(bench.plan(table))).isEqualTo(1);
        assertThat(bench.failure().cause()).isIn(Cause.BAD_INPUT, Cause.TOO_MANY_REJECTED);
        return bench.failure().message();
    }

    private TableOutput output() {
        return bench.manifest().tables().get(0);
    }

    private List<String> rows(String columns) {
        return DuckDb.rows(
                "select %s from read_parquet('%s/curated/t/**/*.parquet', hive_partitioning = true) order by all"
                        .formatted(columns, dir));
    }
}
