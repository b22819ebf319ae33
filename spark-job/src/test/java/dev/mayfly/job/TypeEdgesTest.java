package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TypeEdgesTest {
    private static final String[] EDGES = {
        "id:int",
        "day:date",
        "at:timestamp",
        "ms:timestamp(3)",
        "ratio:double",
        "tax:decimal(1,1)",
        "whole:bigint",
        "ok:boolean"
    };

    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    @Test
    void keepsTheEdgesOfEveryTypeAsAnotherEngineReadsThem() {
        TablePlan table = table(UNPARTITIONED, """
                id,day,at,ms,ratio,tax,whole,ok
                1,0001-01-01,0001-01-01 00:00:00,0001-01-01T00:00Z,-0.0,.0,-9223372036854775808,t
                2,9999-12-31,9999-12-31 23:59:59.999999,9999-12-31 23:59:59.999,1.7976931348623157e308,-0.9,+9223372036854775807,FALSE
                +3,1582-10-10,1677-09-21 00:12:43,2262-04-11 23:47:17+00,4.9E-324,0e0,-0,F
                4,2024-02-30,2024-01-01 00:00,2024-01-01 00:00,1,0,1,t
                5,2024-02-29,2024-01-01 24:00,2024-01-01 00:00,1,0,1,t
                6,2024-02-29,2024-01-01 00:00,2024-01-01 00:00:00.0001,1,0,1,t
                7,2024-02-29,2024-01-01 00:00,2024-01-01 00:00,1e400,0,1,t
                8,2024-02-29,2024-01-01 00:00,2024-01-01 00:00,1,1,1,t
                9,2024-02-29,2024-01-01 00:00,2024-01-01 00:00,1,0,1e3,t
                10,2024-02-29,2024-01-01 00:00,2024-01-01 00:00,1,0,1,yes
                """, EDGES);
        TableOutput output = run(table);
        assertThat(output.rejected()).isEqualTo(7);
        assertThat(DuckDb.rows(
                        "select id, day, epoch_us(\"at\"), epoch_us(ms), ratio, tax, whole, ok from %s order by id"
                                .formatted(files())))
                .containsExactly(
                        "1|0001-01-01|-62135596800000000|-62135596800000000|-0.0|0.0|-9223372036854775808|true",
                        "2|9999-12-31|253402300799999999|253402300799999000|1.7976931348623157E308|-0.9|9223372036854775807|false",
                        "3|1582-10-10|-9223372037000000|9223372037000000|4.9E-324|0.0|0|false");
        assertThat(DuckDb.rows("select reason from read_parquet('%s/curated/_rejects/**/*.parquet') order by line"
                        .formatted(dir)))
                .allMatch(reason -> reason.contains("', which is no "))
                .hasSize(7);
    }

    @Test
    void boundsValuesBySizeWhateverTheirSpelling() {
        TablePlan table = ruled("""
                day,at,ratio,tax
                9999-12-31,9999-12-31 23:59:59.999999,-0.0,-.0
                0001-01-01,0001-01-01 00:00:00,0,0
                2024-01-01,2024-01-01 00:00:00,-1e-300,0
                2024-01-01,2024-01-01 00:00:00,NaN,0
                2024-01-01,2024-01-01 00:00:00,+5.,.9
                2024-01-01,2024-01-01 00:00:00,10.000001,0.1
                """);
        assertThat(run(table).rows()).isEqualTo(3);
        assertThat(DuckDb.rows("select reason from read_parquet('%s/curated/_rejects/**/*.parquet') order by line"
                        .formatted(dir)))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("below the least allowed, .0"),
                        reason -> assertThat(reason).contains("no double: it is not finite"),
                        reason -> assertThat(reason).contains("above the greatest allowed, 1e1"));
    }

    @Test
    void namesPartitionsAtTheEdgesOfEveryType() {
        assertThat(values("day:date", "0001-01-01", "9999-12-31")).containsExactly("0001-01-01", "9999-12-31");
        assertThat(values("at:timestamp", "0001-01-01 00:00", "9999-12-31T23:59:59.999999Z"))
                .containsExactly("0001-01-01 00:00:00", "9999-12-31 23:59:59.999999");
        assertThat(values("ms:timestamp(3)", "0001-01-01 00:00", "9999-12-31T23:59:59.999Z"))
                .containsExactly("0001-01-01 00:00:00", "9999-12-31 23:59:59.999");
        assertThat(values("ratio:double", "-0.0", "0", "-0e5", ".0")).containsExactly("0.0");
        assertThat(values("tax:decimal(1,1)", "-0.0", "0", ".0", "-.9")).containsExactly("-0.9", "0.0");
        assertThat(values("ok:boolean", "t", "TRUE", "f")).containsExactly("false", "true");
        assertThat(values("n:bigint", "+7", "007", "7")).containsExactly("7");
    }

    @Test
    void derivesPartitionsOfTheEdges() {
        TableLayout layout = new TableLayout(
                List.of("at_day", "n_day", "n_bucket"),
                List.of(),
                1 << 27,
                100,
                List.of(
                        new DerivedColumn.Day("at_day", "at"),
                        new DerivedColumn.Day("n_day", "n"),
                        new DerivedColumn.Bucket("n_bucket", "n", 7)));
        TablePlan table = table(layout, """
                at,n
                0001-01-01 00:00:00,-62135596800000
                9999-12-31 23:59:59.999999,253402300799999
                2024-01-01 00:00:00,-9223372036854775808
                2024-01-01 00:00:00,9223372036854775807
                2024-01-01 00:00:00,253402300800000
                """, "at:timestamp", "n:bigint");
        assertThat(run(table).rejected()).isEqualTo(3);
        assertThat(bench.partitions("edges"))
                .extracting(PartitionOutput::values)
                .containsExactly(List.of("0001-01-01", "0001-01-01", "-3"), List.of("9999-12-31", "9999-12-31", "1"));
    }

    @Test
    void rejectsARowThatNoFolderCanBeNamedByAndKeepsThoseAtTheLimit() {
        List<String> kept = List.of("a".repeat(250), "ü".repeat(125), "/".repeat(83), "漢".repeat(83));
        List<String> rejected = List.of("a".repeat(251), "ü".repeat(126), "x".repeat(1_091), "%".repeat(300));
        String csv = "id,text\n"
                + Stream.concat(kept.stream(), rejected.stream())
                        .map(text -> "1,%s\n".formatted(text))
                        .collect(joining());
        TableOutput output =
                run(table(new TableLayout(List.of("text"), List.of(), 1 << 27, 100), csv, "id:int", "text:string"));
        assertThat(output.rejected()).isEqualTo(4);
        assertThat(DuckDb.rows("select text from " + DuckDb.parquet(dir + "/curated/edges/**/*.parquet")))
                .containsExactlyInAnyOrderElementsOf(kept);
        assertThat(DuckDb.rows("select reason from read_parquet('%s/curated/_rejects/**/*.parquet') order by line"
                        .formatted(dir)))
                .containsExactly(
                        "text has 251 bytes as a partition value; at most 250",
                        "text has 252 bytes as a partition value; at most 250",
                        "text has 1,091 bytes as a partition value; at most 250",
                        "text has 900 bytes as a partition value; at most 250");
    }

    @Test
    void putsAValueThatNoFolderCanBeNamedByIntoTheRestOfAGroup() {
        TableLayout layout = new TableLayout(
                List.of("kind"), List.of(), 1 << 27, 100, List.of(new DerivedColumn.Group("kind", "text", 2)));
        String csv = "id,text\n" + ("1," + "x".repeat(1_091) + "\n").repeat(3) + "1,a\n1,a\n1,b\n";
        assertThat(run(table(layout, csv, "id:int", "text:string")).rejected()).isZero();
        assertThat(bench.partitions("edges"))
                .extracting(PartitionOutput::values)
                .containsExactly(List.of("a"), List.of("b"), List.of("other"));
    }

    private List<String> values(String column, String... texts) {
        bench = new Workbench(dir.resolve(column.replaceAll("\\W", "-")));
        String name = column.split(":", 2)[0];
        TablePlan table = table(
                new TableLayout(List.of(name), List.of(), 1 << 27, 100),
                "id," + name + "\n1," + String.join("\n1,", texts) + "\n",
                "id:int",
                column);
        assertThat(run(table).rejected()).isZero();
        return bench.partitions("edges").stream()
                .map(partition -> partition.values().get(0))
                .toList();
    }

    private TablePlan table(TableLayout layout, String csv, String... columns) {
        return Workbench.allowing(1, bench.table("edges", List.of(bench.file("edges.csv", csv)), layout, columns));
    }

    private TablePlan ruled(String csv) {
        TablePlan plain = table(UNPARTITIONED, csv, "day:date", "at:timestamp", "ratio:double", "tax:decimal(1,1)");
        return new TablePlan(
                plain.name(),
                plain.inputs(),
                List.of(
                        bounded("day:date", "0001-01-01", "9999-12-31"),
                        bounded("at:timestamp", "0001-01-01 00:00", "9999-12-31T23:59:59.999999Z"),
                        bounded("ratio:double", ".0", "1e1"),
                        bounded("tax:decimal(1,1)", "-0.0", "9e-1")),
                plain.layout(),
                plain.output(),
                plain.rejects(),
                1,
                false);
    }

    private static Column bounded(String text, String least, String most) {
        Column column = Workbench.column(text);
        return new Column(
                column.name(),
                ColumnType.of(text.split(":", 2)[1]),
                false,
                "",
                List.of(new ColumnRule.AtLeast(least), new ColumnRule.AtMost(most)));
    }

    private TableOutput run(TablePlan table) {
        assertThat(bench.run(bench.plan(table))).isZero();
        return bench.manifest().tables().get(0);
    }

    private String files() {
        return "read_parquet('%s/curated/edges/**/*.parquet')".formatted(dir);
    }
}
