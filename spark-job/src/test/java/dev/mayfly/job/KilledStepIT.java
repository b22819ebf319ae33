package dev.mayfly.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step whose process dies leaves nothing that a reader or a later attempt could take for output. */
@Timeout(600)
class KilledStepIT {
    private static final List<String> COLUMNS = List.of("ts", "event", "itemid", "note");
    private static final TableLayout BY_EVENT =
            new TableLayout(List.of("event"), List.of("itemid", "ts"), 1 << 27, 100);
    private static final int ROWS = 150_000;
    private static final long LONGEST = 12_000;

    @TempDir
    private Path dir;

    private Workbench bench;
    private InputFile events;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
        events = bench.file("events.csv", events(ROWS));
    }

    @Test
    void leavesNothingWhenItDiesWhileItWrites() {
        killedOnce(() -> any("curated/events", path -> path.toString().contains("_temporary")));
    }

    @Test
    void leavesNothingWhenItDiesAfterItsFilesCanBeSeen() {
        killedOnce(() -> any("curated/events", KilledStepIT::canBeSeen));
    }

    /** Wherever it is after so many milliseconds with its claim: starting, counting, writing, verifying or done. */
    @ParameterizedTest
    @Tag("full")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void leavesNothingOrEverythingWhenItDiesAtSomeTime(long seed) {
        long millis = new Random(seed).nextLong(LONGEST);
        try (KilledStep step = KilledStep.start(bench, attempt(1))) {
            step.killOnce(() -> bench.has("state/claim-a1.json") && worked(step, millis));
        }
        if (bench.has("state/manifests/a1.json")) {
            assertThat(rows(1)).isEqualTo(expected());
        } else {
            isNotTakenForOutput();
        }
    }

    private void killedOnce(java.util.function.BooleanSupplier so) {
        try (KilledStep step = KilledStep.start(bench, attempt(1))) {
            assertThat(step.killOnce(so))
                    .as("killed before its end: %s", step.log())
                    .isTrue();
        }
        assertThat(bench.has("state/claim-a1.json")).isTrue();
        isNotTakenForOutput();
    }

    private static boolean worked(KilledStep step, long millis) {
        step.workFor(Duration.ofMillis(millis));
        return true;
    }

    private void isNotTakenForOutput() {
        assertThat(bench.has("state/manifests/a1.json")).as("a manifest").isFalse();
        List<String> left = files();
        assertThat(bench.run(attempt(1))).as("the same attempt once more").isEqualTo(1);
        assertThat(files()).as("what lies below the dead attempt's prefix").isEqualTo(left);
        assertThat(bench.has("state/manifests/a1.json")).isFalse();
        assertThat(bench.run(attempt(2))).as("the next attempt").isZero();
        assertThat(rows(2)).isEqualTo(expected());
    }

    /** What a reader sees who follows the manifest of an attempt, as another engine counts it. */
    private String rows(int attempt) {
        String files = bench.partitions("events", attempt).stream()
                .flatMap(KilledStepIT::locations)
                .reduce((all, next) -> all + "', '" + next)
                .orElseThrow();
        return DuckDb.digest(
                "read_parquet(['%s'], hive_partitioning=true, hive_types_autocast=false)".formatted(files), COLUMNS);
    }

    private static Stream<String> locations(PartitionOutput partition) {
        Path location = Path.of(partition.location());
        return partition.files().stream()
                .map(file -> location.resolve(file.name()).toString());
    }

    private String expected() {
        return DuckDb.digest(DuckDb.csv(dir + "/raw/events.csv"), COLUMNS);
    }

    private RunPlan attempt(int number) {
        TablePlan table = bench.table(
                "events", List.of(events), BY_EVENT, "ts:bigint", "event:string", "itemid:bigint", "note:string?");
        return bench.attempt(number, table);
    }

    /** One that died before it wrote left no folder either. */
    private List<String> files() {
        if (!bench.has("curated/events")) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(bench.path("curated/events"))) {
            return all.map(Path::toString)
                    .filter(path -> path.contains("-a1"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canBeSeen(Path path) {
        return path.toString().endsWith(".parquet") && !path.toString().contains("_temporary");
    }

    private boolean any(String below, Predicate<Path> such) {
        if (!bench.has(below)) {
            return false;
        }
        try (Stream<Path> all = Files.walk(bench.path(below))) {
            return all.anyMatch(such);
        } catch (IOException | UncheckedIOException e) {
            // What is walked changes meanwhile; the next look sees more.
            return false;
        }
    }

    private static String events(int rows) {
        Random random = new Random(rows);
        StringBuilder csv = new StringBuilder("ts,event,itemid,note\n");
        for (int i = 0; i < rows; i++) {
            int kind = random.nextInt(10);
            csv.append(1_430_000_000_000L + random.nextInt())
                    .append(kind == 0 ? ",sale," : kind < 3 ? ",cart," : ",view,")
                    .append(random.nextInt(3_000))
                    .append(kind == 1 ? ",a note\n" : ",\n");
        }
        return csv.toString();
    }
}
