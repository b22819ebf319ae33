package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.FaultyFileSystem.Operation;
import dev.mayfly.job.store.Documents;
import dev.mayfly.job.store.FilePutIfAbsent;
import dev.mayfly.job.store.FolderMarkers;
import dev.mayfly.job.store.PutIfAbsent;
import dev.mayfly.job.store.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Something fails at each stage of the step, and the failure names the stage, the table and what else is known. */
class StageFailureTest {
    /** What a message of an unknown exception may have in it, and no failure may show. */
    private static final String CELL = "Q7-SECRET";

    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    @AfterEach
    void failNoMore() {
        FaultyFileSystem.failing(Operation.STATUS, "none of these", 0, IllegalStateException::new);
    }

    /** Of what was thrown in a task the message is shown where it is of input or output, and not otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STATUS      | raw/tree.csv | 0 | IO       | INTERNAL  | While the inputs were held to the plan: cannot look at faulty: ... raw/tree.csv: IOException: the disk is gone
            LIST        | curated/tree | 0 | IO       | INTERNAL  | While the output of table tree was listed: cannot list faulty: ... IOException: the disk is gone
            OPEN        | raw/tree.csv | 0 | RUNTIME  | BAD_INPUT | Not a file of table tree: faulty: ... raw/tree.csv: it cannot be read: IllegalStateException in
            OPEN        | raw/tree.csv | 0 | STACK    | INTERNAL  | While table tree was read: StackOverflowError in
            OPEN        | raw/tree.csv | 1 | IO       | BAD_INPUT | raw/tree.csv cannot be read: the disk is gone
            OPEN        | raw/tree.csv | 1 | MEMORY   | INTERNAL  | While table tree was read: in faulty: ... raw/tree.csv: OutOfMemoryError, memory ran out in
            OPEN        | raw/tree.csv | 1 | STACK    | INTERNAL  | While table tree was read: in faulty: ... raw/tree.csv: StackOverflowError in
            SHUFFLE_OUT |              | 0 | IO       | INTERNAL  | While table tree was read: IOException: the disk is gone
            SHUFFLE_IN  |              | 0 | RUNTIME  | INTERNAL  | While table tree was written: while the rows of a range were sorted: IllegalStateException in
            SHUFFLE_IN  |              | 0 | STACK    | INTERNAL  | While table tree was written: while the rows of a range were sorted: StackOverflowError in
            CREATE      | .parquet     | 0 | IO       | INTERNAL  | While table tree was written: in file 1 of a task, behind its row 0: IOException: the disk is gone
            CREATE      | .parquet     | 0 | RUNTIME  | INTERNAL  | While table tree was written: in file 1 of a task, behind its row 0: IllegalStateException in
            WRITE       | .parquet     | 1 | MEMORY   | INTERNAL  | While table tree was written: in file 1 of a task, behind its row 3: OutOfMemoryError, memory ran out in
            WRITE       | .parquet     | 1 | STACK    | INTERNAL  | While table tree was written: in file 1 of a task, behind its row 3: StackOverflowError in
            RENAME      | curated/tree | 0 | IO       | INTERNAL  | While table tree was written: in file 1 of a task, behind its row 3: IOException: the disk is gone
            RENAME      | curated/tree | 1 | IO       | INTERNAL  | While table tree was written: IOException: the disk is gone
            OPEN        | .parquet     | 0 | IO       | INTERNAL  | While what was written of table tree was verified: cannot read the footer of faulty: ... IOException: the disk is gone
            """)
    void namesTheStageAndWhatIsKnown(
            Operation operation, String path, int after, Kind kind, Cause cause, String message) {
        FaultyFileSystem.failing(operation, path == null ? "" : path, after, kind::thrown);
        assertThat(bench.run(bench.plan(tree()))).isEqualTo(1);
        assertThat(bench.failure().message())
                .contains(message.split(" \\.\\.\\. "))
                .doesNotContain(CELL);
        assertThat(bench.failure().cause()).isEqualTo(cause);
        assertThat(bench.has("state/manifests/a1.json")).isFalse();
    }

    @Test
    void namesTheSearchForGroups() {
        FaultyFileSystem.failing(Operation.OPEN, "raw/tree.csv", 1, Kind.STACK::thrown);
        TablePlan tree = tree();
        TableLayout layout = new TableLayout(
                List.of("g"),
                List.of(),
                1 << 27,
                10,
                List.of(new dev.mayfly.contract.DerivedColumn.Group("g", "id", 2)));
        assertThat(bench.run(bench.plan(new TablePlan(
                        "tree", tree.inputs(), tree.columns(), layout, tree.output(), tree.rejects(), 1, false))))
                .isEqualTo(1);
        assertThat(bench.failure().message())
                .startsWith("While table tree was read: in faulty:")
                .contains("raw/tree.csv: StackOverflowError in");
    }

    @Test
    void namesTheStartOfSpark() {
        RunPlan plan = bench.plan(tree());
        int code = claimed(plan, new FilePutIfAbsent()).execute(() -> {
            throw new IllegalStateException("no ports are left");
        });
        assertThat(code).isEqualTo(1);
        assertThat(bench.failure().message())
                .isEqualTo(
                        "While Spark was started: IllegalStateException: no ports are left. The step's log has the rest");
    }

    @Test
    void namesTheListOfPartitions() {
        RunPlan plan = bench.plan(tree());
        assertThat(claimed(plan, failingAt(".ndjson")).execute(SharedSpark::session))
                .isEqualTo(1);
        assertThat(bench.failure().message())
                .isEqualTo(
                        "While what was written of table tree was verified: IllegalStateException: the store is gone. The step's log has the rest");
    }

    @Test
    void leavesNoFailureBesideAManifestThatMayBeThere() {
        RunPlan plan = bench.plan(tree());
        assertThat(claimed(plan, failingAt("a1.json")).execute(SharedSpark::session))
                .isEqualTo(1);
        assertThat(bench.has("state/manifests/a1.failure.json")).isFalse();
    }

    @Test
    void knowsAnExecutorThatEndedForWantOfMemory() {
        Throwable lost = new SparkException(
                "Job aborted due to stage failure: Task 3 in stage 2.0 failed 4 times, most recent failure: Lost task 3.3 in stage 2.0 (TID 9) (ip-10-0-0-7 executor 2): ExecutorLostFailure (executor 2 exited caused by one of the running tasks) Reason: Container from a bad node: container_1 on host: ip-10-0-0-7. Exit status: 137. Diagnostics: Killed by external signal\nDriver stacktrace:");
        assertThat(Diagnosis.of(lost))
                .hasMessageStartingWith("An executor's memory ran out (Job aborted due to stage failure")
                .hasMessageContaining(
                        "Diagnostics: Killed by external signal). A template with more memory would give it some");
    }

    /** What is thrown. */
    enum Kind {
        IO,
        RUNTIME,
        STACK,
        MEMORY;

        Throwable thrown() {
            return switch (this) {
                case IO -> new IOException("the disk is gone");
                case RUNTIME -> new IllegalStateException("in fields 7," + CELL);
                case STACK -> new StackOverflowError(CELL);
                case MEMORY -> new OutOfMemoryError(CELL);
            };
        }
    }

    private static PutIfAbsent failingAt(String end) {
        return (uri, body) -> {
            if (uri.getPath().endsWith(end)) {
                throw new IllegalStateException("the store is gone");
            }
            return new FilePutIfAbsent().put(uri, body);
        };
    }

    private TablePlan tree() {
        InputFile file = bench.file("tree.csv", "id,parent\n1,\n2,1\n3,1\n");
        TablePlan table = bench.table("tree", List.of(), UNPARTITIONED, "id:bigint", "parent:bigint?");
        return new TablePlan(
                "tree",
                List.of(new InputFile(faulty(file.uri()), file.etag(), file.bytes())),
                table.columns(),
                table.layout(),
                faulty(table.output()),
                faulty(table.rejects()),
                1,
                false);
    }

    private static URI faulty(URI uri) {
        return URI.create(uri.toString().replaceFirst("^file:", "faulty:"));
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
