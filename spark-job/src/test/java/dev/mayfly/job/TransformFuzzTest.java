package dev.mayfly.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.damage.Mutations;
import dev.mayfly.job.input.Headers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformFuzzTest {
    private static final int FILES = 20;
    private static final TableLayout BY_EVENT =
            new TableLayout(java.util.List.of("event"), java.util.List.of("itemid"), 1 << 27, 1_000);
    private static final String[] EVENTS = {
        "timestamp:bigint", "visitorid:bigint", "event:string", "itemid:bigint", "transactionid:bigint?"
    };

    @TempDir
    private Path dir;

    @Test
    void accountsForEveryLineOfDamagedFilesThroughSpark() {
        Workbench bench = new Workbench(dir);
        Map<InputFile, byte[]> files = new HashMap<>();
        LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Mutations::of)
                .filter(content -> isAFileOfTheTable(bench, content))
                .limit(FILES)
                .forEach(content -> files.put(bench.file("events%d.csv".formatted(files.size()), content), content));
        TablePlan table =
                Workbench.allowing(1, bench.table("events", java.util.List.copyOf(files.keySet()), BY_EVENT, EVENTS));
        assertThat(bench.run(bench.plan(table))).isZero();
        TableOutput output = bench.manifest().tables().get(0);
        assertThat(output.inputs()).hasSize(FILES);
        for (InputCount count : output.inputs()) {
            byte[] content = files.entrySet().stream()
                    .filter(file -> file.getKey().uri().equals(count.uri()))
                    .findFirst()
                    .orElseThrow()
                    .getValue();
            assertThat(count.lines()).as("lines of %s", count.uri()).isEqualTo(Mutations.lines(content));
        }
        assertThat(output.rejected()).isPositive();
        assertThat(DuckDb.rows("select count(*) from " + DuckDb.parquet(dir + "/curated/events/**/*.parquet")))
                .containsExactly(String.valueOf(output.rows()));
    }

    /** Whether it has this table's header and a row; others fail the step by name, which tests of their own show. */
    private static boolean isAFileOfTheTable(Workbench bench, byte[] content) {
        if (Mutations.lines(content) < 3) {
            return false;
        }
        InputFile file = bench.file("candidate.csv", content);
        try {
            new Headers(new Configuration()).read(bench.table("events", java.util.List.of(file), BY_EVENT, EVENTS));
            return true;
        } catch (dev.mayfly.job.failure.StepFailure e) {
            return false;
        }
    }
}
