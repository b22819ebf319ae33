package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.contract.TablePlan.ReadOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformJobTest {
    private static final TableLayout BY_EVENT =
            new TableLayout(List.of("event"), List.of("itemid", "ts"), 1 << 27, 100);
    private static final String[] EVENTS = {"ts:bigint", "event:string", "itemid:bigint", "note:string?"};

    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    @Test
    void keepsEveryValueOfAPartitionedTableAsAnotherEngineReadsIt() {
        InputFile first = bench.file("events1.csv", events(1, 4_000));
        InputFile second = bench.file("events2.csv", events(2, 3_000));
        assertThat(bench.run(bench.plan(bench.table("events", List.of(first, second), BY_EVENT, EVENTS))))
                .isZero();
        List<String> columns = List.of("ts", "event", "itemid", "note");
        assertThat(DuckDb.digest(DuckDb.parquet(below("curated/events")), columns))
                .startsWith("7000|")
                .isEqualTo(DuckDb.digest(DuckDb.csv(dir + "/raw/events*.csv"), columns));
        assertThat(bench.partitions("events"))
                .extracting(PartitionOutput::values)
                .containsExactly(List.of("cart"), List.of("sale"), List.of("view"));
    }

    @Test
    void sortsTheRowsWithinEachFile() {
        InputFile events = bench.file("events.csv", events(3, 2_000));
        bench.run(bench.plan(bench.table("events", List.of(events), BY_EVENT, EVENTS)));
        String order = "select itemid, ts from read_parquet('%s')";
        for (PartitionOutput partition : bench.partitions("events")) {
            assertThat(partition.files()).hasSize(1);
            String file = Path.of(partition.location())
                    .resolve(partition.files().get(0).name())
                    .toString();
            assertThat(DuckDb.rows(order.formatted(file)))
                    .isEqualTo(DuckDb.rows((order + " order by itemid, ts").formatted(file)));
        }
    }

    @Test
    void writesZstdAndADictionaryWhereAColumnHasFewValues() {
        InputFile events = bench.file("events.csv", events(4, 20_000));
        bench.run(bench.plan(bench.table("events", List.of(events), BY_EVENT, EVENTS)));
        String metadata = "parquet_metadata('%s')".formatted(below("curated/events"));
        assertThat(DuckDb.rows("select distinct compression from " + metadata)).containsExactly("ZSTD");
        assertThat(DuckDb.rows("select distinct path_in_schema from %s where encodings like '%%DICT%%' order by 1"
                        .formatted(metadata)))
                .containsExactly("itemid", "note");
    }

    @Test
    void endsARowGroupAtHalfAMillionRowsHoweverSmallTheyAre() {
        InputFile flags = bench.file("flags.csv", "flag\n" + "1\n".repeat(1_000_001));
        bench.run(bench.plan(bench.table("flags", List.of(flags), UNPARTITIONED, "flag:bigint")));
        assertThat(DuckDb.rows("select row_group_num_rows from parquet_metadata('%s') order by row_group_id"
                        .formatted(below("curated/flags"))))
                .containsExactly("500000", "500000", "1");
    }

    @Test
    void splitsALargePartitionIntoFilesThatDoNotOverlap() {
        InputFile events = bench.file("events.csv", events(5, 20_000));
        TableLayout small = new TableLayout(List.of(), List.of("itemid", "ts"), 40_000, 100);
        bench.run(bench.plan(bench.table("events", List.of(events), small, EVENTS)));
        List<OutputFile> files = bench.partitions("events").get(0).files();
        assertThat(files).hasSizeBetween(3, 6);
        assertThat(DuckDb.rows(
                        "with f as (select filename, min((itemid, ts)) lo, max((itemid, ts)) hi from read_parquet('%s', filename=true) group by 1) select count(*) from f a join f b on a.filename < b.filename and a.lo <= b.hi and b.lo <= a.hi"
                                .formatted(below("curated/events"))))
                .containsExactly("0");
    }

    @Test
    void accountsForEveryLine() {
        InputFile events = bench.file(
                "events.csv",
                "ts,event,itemid,note\n1,view,7,a\n1,view,7,a\n\n1,view,7,a\nts,event,itemid,note\n2,sale,x,\n3,sale,8,\n");
        TablePlan table = bench.table("events", List.of(events), BY_EVENT, EVENTS);
        assertThat(bench.run(bench.plan(table))).isZero();
        TableOutput output = bench.manifest().tables().get(0);
        assertThat(output.inputs()).containsExactly(new InputCount(events.uri(), events.bytes(), 8, 2, 1, 4, 1));
        assertThat(output.rows()).isEqualTo(4);
        assertThat(output.duplicates()).hasValue(2);
        assertThat(output.rejects()).extracting(OutputFile::rows).containsExactly(1L);
    }

    @Test
    void keepsRejectedRowsWithTheirPlaceAndReason() {
        String first = "ts,event,itemid,note\n1,view,7,a\n1.5,view,7,\"é,\"\n";
        byte[] latin = "9,view,J\u00e9,\n".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        byte[] head = first.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(head, head.length + latin.length);
        System.arraycopy(latin, 0, all, head.length, latin.length);
        InputFile events = bench.file("events.csv", all);
        TablePlan table = Workbench.allowing(1, bench.table("events", List.of(events), BY_EVENT, EVENTS));
        assertThat(bench.run(bench.plan(table))).isZero();
        assertThat(DuckDb.rows(
                        "select raw, raw_bytes is null, file, byte_offset, line, reason from read_parquet('%s') order by line"
                                .formatted(below("curated/_rejects/events"))))
                .containsExactly(
                        "1.5,view,7,\"é,\"|true|%s|32|3|ts is '1.5', which is no bigint: a whole number has digits only, with a sign before them if need be"
                                .formatted(events.uri()),
                        "9,view,J\uFFFD,|false|%s|49|4|the line is not UTF-8".formatted(events.uri()));
    }

    @Test
    void findsARejectedRowOfALaterPieceByItsLine() throws IOException {
        StringBuilder csv = new StringBuilder("ts,event,itemid,note\n");
        for (int line = 2; line <= 300_000; line++) {
            boolean bad = line % 70_000 == 0;
            csv.append(1_430_000_000_000L + line)
                    .append(bad ? ",view,bad" : ",view,")
                    .append(line)
                    .append(line % 9 == 0 ? ",a note\r\n" : ",\n");
        }
        InputFile events = bench.file("events.csv", csv.toString());
        assertThat(events.bytes()).isGreaterThan(7 << 20);
        assertThat(bench.run(bench.plan(bench.table("events", List.of(events), BY_EVENT, EVENTS))))
                .isZero();
        List<String> found = DuckDb.rows("select line, byte_offset, raw from read_parquet('%s') order by line"
                .formatted(below("curated/_rejects/events")));
        assertThat(found)
                .extracting(row -> row.split("\\|", 2)[0])
                .containsExactly("70000", "140000", "210000", "280000");
        byte[] bytes = Files.readAllBytes(Path.of(events.uri()));
        assertThat(found).allSatisfy(row -> {
            String[] parts = row.split("\\|", 3);
            byte[] raw = parts[2].getBytes(java.nio.charset.StandardCharsets.UTF_8);
            int offset = Integer.parseInt(parts[1]);
            assertThat(java.util.Arrays.copyOfRange(bytes, offset, offset + raw.length))
                    .isEqualTo(raw);
            assertThat(parts[2]).contains(",view,bad" + parts[0]);
        });
    }

    @Test
    void readsLineBreaksInQuotesAndMendsNumbersWhereTheOwnerAllowsIt() {
        InputFile notes = bench.file(
                "notes.csv", "id,note\n1,\"a\nb\"\n2.0,\"c\r\n\r\nd\"\n\n3.5,\"e\nf\"\n4.0,\"never closed\n5,g\n");
        TablePlan plain = bench.table("notes", List.of(notes), UNPARTITIONED, "id:bigint", "note:string");
        TablePlan table = new TablePlan(
                plain.name(),
                plain.inputs(),
                List.of(
                        new Column(
                                "id", ColumnType.of("bigint"), false, "", List.of(new ColumnRule.IntegralDecimals())),
                        Workbench.column("note:string")),
                plain.layout(),
                plain.output(),
                plain.rejects(),
                0.5,
                true,
                Set.of(ReadOption.MULTILINE));
        assertThat(bench.run(bench.plan(table))).isZero();
        assertThat(bench.manifest().tables().get(0).inputs())
                .containsExactly(new InputCount(notes.uri(), notes.bytes(), 7, 1, 1, 3, 2, 1, Map.of("id", 1L)));
        assertThat(DuckDb.rows("select id, replace(note, chr(13), 'R') from %s order by id"
                        .formatted(DuckDb.parquet(below("curated/notes")))))
                .containsExactly("1|a\nb", "2|cR\nR\nd", "5|g");
        assertThat(DuckDb.rows("select line, byte_offset, left(reason, 21) from read_parquet('%s') order by line"
                        .formatted(below("curated/_rejects/notes"))))
                .containsExactly("8|30|id is '3.5', which is", "10|40|a quote is not closed");
    }

    @Test
    void bindsEachFileByItsOwnHeaderAndReportsColumnsThatTheTableDoesNotName() {
        InputFile one = bench.file("one.csv", "parent,id\n,1\n1,2\n");
        InputFile two = bench.file("two.csv", "colour,id,parent\r\nred,3,1\r\n");
        TablePlan tree = bench.table("tree", List.of(one, two), UNPARTITIONED, "id:bigint", "parent:bigint?");
        assertThat(bench.run(bench.plan(tree))).isZero();
        assertThat(bench.manifest().tables().get(0).unnamedColumns()).containsExactly("colour");
        assertThat(DuckDb.rows("select * from %s order by id".formatted(DuckDb.parquet(below("curated/tree")))))
                .containsExactly("1|null", "2|1", "3|1");
    }

    @Test
    void namesPartitionsByTheirValuesWhateverCharactersTheseHave() {
        InputFile odd = bench.file("odd.csv", "id,kind\n1,a/b=c%d\n2,two words\n3,é\n4,100%25\n5,=\n6,/\n7,..\n");
        TableLayout byKind = new TableLayout(List.of("kind"), List.of("id"), 1 << 27, 100);
        assertThat(bench.run(bench.plan(bench.table("odd", List.of(odd), byKind, "id:bigint", "kind:string"))))
                .isZero();
        assertThat(bench.partitions("odd"))
                .extracting(partition -> partition.values().get(0))
                .containsExactlyInAnyOrder("a/b=c%d", "two words", "é", "100%25", "=", "/", "..");
        assertThat(DuckDb.rows("select id, kind from %s order by id".formatted(DuckDb.parquet(below("curated/odd")))))
                .containsExactly("1|a/b=c%d", "2|two words", "3|é", "4|100%25", "5|=", "6|/", "7|..");
        assertThat(bench.partitions("odd"))
                .allSatisfy(partition ->
                        assertThat(Path.of(partition.location().getPath())).isDirectory());
    }

    @Test
    void writesItsManifestForTheClusterAndThePlanThatItHad() {
        InputFile tree = bench.file("tree.csv", "id,parent\n1,\n");
        bench.run(bench.plan(bench.table("tree", List.of(tree), UNPARTITIONED, "id:bigint", "parent:bigint?")));
        RunManifest manifest = bench.manifest();
        assertThat(manifest.cluster()).isEqualTo("j-TEST");
        assertThat(manifest.planSha256())
                .isEqualTo(ContractJson.sha256(ContractJson.bytes(
                        bench.plan(bench.table("tree", List.of(tree), UNPARTITIONED, "id:bigint", "parent:bigint?")))));
        assertThat(manifest.engine().version()).isEqualTo("3.5.6");
        assertThat(manifest.engine().committer()).isEqualTo("file");
        assertThat(manifest.engine().jobVersion()).startsWith("0.");
        assertThat(manifest.seconds()).containsKeys("check", "write", "verify");
        assertThat(bench.progress().phase()).isNotEmpty();
        assertThat(ContractJson.read(read("state/claim.json"), Claim.class, "the claim")
                        .cluster())
                .isEqualTo("j-TEST");
    }

    @Test
    void readsGzipAndPlainFilesOfOneTable() throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(bytes)) {
            gzip.write("id,parent\n1,\n2,1\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        InputFile packed = bench.file("tree1.csv.gz", bytes.toByteArray());
        InputFile plain = bench.file("tree2.csv", "\uFEFFid,parent\n3,1");
        TablePlan tree = bench.table("tree", List.of(packed, plain), UNPARTITIONED, "id:bigint", "parent:bigint?");
        assertThat(bench.run(bench.plan(tree))).isZero();
        assertThat(bench.manifest().tables().get(0).rows()).isEqualTo(3);
    }

    private byte[] read(String path) {
        try {
            return Files.readAllBytes(bench.path(path));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String below(String path) {
        return dir + "/" + path + "/**/*.parquet";
    }

    private static String events(long seed, int rows) {
        Random random = new Random(seed);
        StringBuilder csv = new StringBuilder("ts,event,itemid,note\n");
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(10);
            csv.append(1_430_000_000_000L + random.nextInt(1_000_000_000))
                    .append(kind == 0 ? ",sale," : kind < 3 ? ",cart," : ",view,")
                    .append(random.nextInt(300))
                    .append(kind == 1 ? ",\"a, \"\"quoted\"\" note\"\n" : kind == 0 ? ",é\n" : ",\n");
        }
        return csv.toString();
    }
}
