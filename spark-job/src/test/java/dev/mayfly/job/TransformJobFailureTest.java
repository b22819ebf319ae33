package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Claim;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.store.Documents;
import dev.mayfly.job.store.FilePutIfAbsent;
import dev.mayfly.job.store.FolderMarkers;
import dev.mayfly.job.store.PutIfAbsent;
import dev.mayfly.job.store.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformJobFailureTest {
    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                      | it is empty, 0 bytes
            `\\n\\n`                | it has blank lines only
            `id,colour\\n1,2\\n`    | it has no column parent; its first line has 2 names; `missing: null` on parent takes files without it
            `id,parent,ID\\n1,2,3\\n` | it has column id twice
            `# exported by hand\\nid,parent\\n` | it begins with a comment; the header line has to come first
            `version https://git-lfs.github.com/spec/v1\\noid sha256:1\\n` | it is a Git LFS pointer, not the data
            """)
    void failsAFileByNameThatIsNoneOfItsTable(String content, String why) {
        InputFile good = bench.file("good.csv", "id,parent\n1,\n");
        InputFile bad = bench.file("bad.csv", content.replace("\\n", "\n"));
        fails(Cause.BAD_INPUT, tree(good, bad))
                .startsWith("Not a file of table tree: %s: %s".formatted(bad.uri(), why))
                .endsWith("Table tree needs the columns [id, parent]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            orders.csv     | 504b0304140000  | it is a zip archive or a spreadsheet; upload the CSV in it, plain or compressed with gzip
            orders.csv     | 1f8b0800        | it is compressed with gzip, and its name does not end in .gz; rename it
            orders         | 425a683931      | it is compressed with bzip2, and its name does not end in .bz2; rename it
            orders.csv     | 28b52ffd04      | it is compressed with zstd, which is not read; gzip (.gz) and bzip2 (.bz2) are
            orders.csv     | fffe69006400    | it is UTF-16; save it as UTF-8
            orders.csv     | feff00690064    | it is UTF-16; save it as UTF-8
            orders.csv     | 50415231        | it is a Parquet file; CSV is read
            orders.csv.zip | 69640a          | its name ends in .zip, which is not read; upload it as plain CSV
            orders.csv.zst | 69640a          | its name ends in .zst, which is not read
            orders.csv.gz  | 69640a          | it cannot be read as gzip: its name ends in .gz, and its contents are not gzip
            orders.csv.gz  | 1f8b08000000000000030300000000000000000000 | it cannot be read as gzip: Unexpected end of input stream
            orders.csv.gz  | 1f8b080000000000000303000000000000000000   | it is empty once unpacked
            orders.csv.bz2 | 425a683917724538509000000000 | it is empty once unpacked
            """)
    void failsAFileByNameThatIsNoPlainText(String name, String hex, String why) {
        InputFile bad = bench.file(name, HexFormat.of().parseHex(hex));
        fails(Cause.BAD_INPUT, tree(bad)).startsWith("Not a file of table tree: %s: %s".formatted(bad.uri(), why));
    }

    @Test
    void failsAFileThatHasAHeaderAndNothingElse() {
        InputFile bad = bench.file("bad.csv", "id,parent\n");
        fails(Cause.BAD_INPUT, tree(bad)).contains("bad.csv has a header and no rows");
    }

    @Test
    void failsAGzipThatBreaksOff() {
        InputFile bad = bench.file("bad.csv.gz", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75});
        fails(Cause.BAD_INPUT, tree(bad)).contains("bad.csv.gz: it cannot be read as gzip");
    }

    @Test
    void keepsTheRejectedRowsWhenThereAreTooMany() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\nx,\n3,\n");
        fails(Cause.TOO_MANY_REJECTED, Workbench.allowing(0.3, tree(file)))
                .startsWith("table tree: 1 of 3 rows were rejected; maxRejected allows a share of 0.3")
                .contains("tree.csv line 3: id is no bigint. By reason: 1: id is no bigint.");
        assertThat(DuckDb.rows("select raw from read_parquet('%s/curated/_rejects/tree/**/*.parquet')".formatted(dir)))
                .containsExactly("x,");
        assertThat(bench.has("curated/tree")).isFalse();
    }

    @Test
    void countsPartitionsBeforeItWritesAnything() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n2,\n3,\n4,1\nx,\n");
        TableLayout fine = new TableLayout(List.of("id"), List.of(), 1 << 27, 3);
        fails(Cause.TOO_MANY_PARTITIONS, bench.table("tree", List.of(file), fine, "id:bigint", "parent:bigint?"))
                .startsWith(
                        "table tree partitioned by [id] would have 4 partitions; 3 are allowed. Nothing was written.");
        assertThat(bench.has("curated")).isFalse();
    }

    @Test
    void refusesAnInputThatIsNotThePlannedOne() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n");
        InputFile gone = new InputFile(bench.uri("raw/gone.csv"), "x", 5);
        TablePlan table = tree(new InputFile(file.uri(), "x", 99), gone);
        fails(Cause.INPUT_CHANGED, table)
                .startsWith("Before reading, %s has 13 bytes, planned were 99; %s is gone."
                        .formatted(file.uri(), gone.uri()));
    }

    @Test
    void refusesAnInputThatChangedWhileItWasRead() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n");
        PutIfAbsent changingTheInput = (uri, body) -> {
            bench.file("tree.csv", "id,parent\n1,\n2,\n");
            return new FilePutIfAbsent().put(uri, body);
        };
        assertThat(claimed(bench.plan(tree(file)), changingTheInput).execute(SharedSpark::session))
                .isEqualTo(1);
        assertThat(bench.failure().message()).startsWith("After writing, %s has 16 bytes".formatted(file.uri()));
        assertThat(bench.has("state/manifests/a1.json")).isFalse();
    }

    @Test
    void namesAnInputThatWentAwayBeforeTheStepWasDone() {
        InputFile first = bench.file("tree.csv", "id,parent\n1,\n");
        InputFile second = bench.file("other.csv", "id\n1\n");
        TablePlan other = bench.table("other", List.of(second), UNPARTITIONED, "id:bigint");
        PutIfAbsent removingTheInput = (uri, body) -> {
            Path.of(second.uri()).toFile().delete();
            return new FilePutIfAbsent().put(uri, body);
        };
        assertThat(claimed(bench.plan(tree(first), other), removingTheInput).execute(SharedSpark::session))
                .isEqualTo(1);
        assertThat(bench.failure().cause()).isEqualTo(Cause.INPUT_CHANGED);
        assertThat(bench.failure().message()).startsWith("After writing, %s is gone".formatted(second.uri()));
    }

    @Test
    void neverWritesWhereSomethingLies() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n");
        TablePlan table = tree(file);
        Path stale = bench.write("curated/tree/%s-a1/stale.parquet".formatted(Workbench.RUN), new byte[] {1});
        fails(Cause.INTERNAL, table).contains("is not empty", "stale.parquet is there");
        assertThat(stale).hasBinaryContent(new byte[] {1});
    }

    @Test
    void givesUpAtItsDeadline() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n");
        RunPlan late = bench.plan(Instant.parse("2026-01-01T00:00:00Z"), tree(file));
        CountDownLatch never = new CountDownLatch(1);
        int code = claimed(late, new FilePutIfAbsent()).execute(() -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("told to stop", e);
            }
            return SharedSpark.session();
        });
        assertThat(code).isEqualTo(1);
        assertThat(bench.failure().cause()).isEqualTo(Cause.DEADLINE);
        assertThat(bench.failure().message())
                .startsWith("The step was not done by its deadline, 2026-01-01T00:00:00Z, and gave up");
    }

    @Test
    void doesNothingWhenTheAttemptIsRevoked() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n");
        Claim revoked = new Claim(Workbench.RUN, 1, Claim.Holder.REVOKED, "none", "n", Instant.EPOCH);
        bench.write("state/claim.json", ContractJson.bytes(revoked));
        assertThat(bench.run(bench.plan(tree(file)))).isEqualTo(1);
        assertThat(bench.has("curated")).isFalse();
        assertThat(bench.has("state/manifests")).isFalse();
    }

    @Test
    void doesNothingForAPlanThatIsNotTheOneItWasGiven() {
        bench.write("state/plan.json", "{}".getBytes(UTF_8));
        String uri = bench.uri("state/plan.json").toString();
        assertThat(bench.run("--plan", uri, "--sha256", ContractJson.sha256("another")))
                .isEqualTo(1);
        assertThat(bench.has("state/claim.json")).isFalse();
    }

    @Test
    void takesNoArgumentsButItsTwo() {
        assertThat(bench.run("--plan", "x")).isEqualTo(1);
    }

    private TablePlan tree(InputFile... inputs) {
        return bench.table("tree", List.of(inputs), UNPARTITIONED, "id:bigint", "parent:bigint?");
    }

    private org.assertj.core.api.AbstractStringAssert<?> fails(Cause cause, TablePlan table) {
        assertThat(bench.run(bench.plan(table))).isEqualTo(1);
        RunFailure failure = bench.failure();
        assertThat(failure.cause()).isEqualTo(cause);
        assertThat(bench.has("state/manifests/a1.json")).isFalse();
        return assertThat(failure.message());
    }

    private static RunExecution claimed(RunPlan plan, PutIfAbsent store) {
        return new RunExecution(
                plan,
                ContractJson.sha256(ContractJson.bytes(plan)),
                "j-TEST",
                new Stores(store, new Documents(new Configuration()), FolderMarkers.none()),
                Clock.systemUTC());
    }
}
