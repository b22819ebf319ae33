package dev.mayfly.job.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.DuckDb;
import dev.mayfly.job.source.ScanStatistics;
import dev.mayfly.job.store.FilePutIfAbsent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableManifestBuilderTest {
    private static final URI INPUT = URI.create("file:/raw/events.csv");

    @TempDir
    private Path dir;

    @BeforeEach
    void writeTwoPartitions() throws IOException {
        parquet("event=view/part-0.parquet", 3);
        parquet("event=sale/part-0.parquet", 1);
    }

    @Test
    void accountsForWhatLiesThere() {
        TableOutput output = account();
        assertThat(output.rows()).isEqualTo(4);
        assertThat(output.partitions()).isEqualTo(2);
    }

    @Test
    void refusesAStrayFileInAPartition() throws IOException {
        parquet("event=view/part-1.parquet", 2);
        assertThatThrownBy(this::account)
                .hasMessageContaining("event=view/ holds 5 rows, but 3 were counted in the inputs for it");
    }

    @Test
    void refusesAPartitionThatNobodyCounted() throws IOException {
        parquet("event=cart/part-0.parquet", 2);
        assertThatThrownBy(this::account)
                .hasMessageContaining("event=cart/ holds 2 rows, but 0 were counted in the inputs for it");
    }

    @Test
    void refusesAFileOutsideOfEveryPartition() throws IOException {
        parquet("part-0.parquet", 2);
        assertThatThrownBy(this::account).hasMessageContaining("is no folder of a table partitioned by [event]");
    }

    @Test
    void refusesWhatIsNoParquetFile() throws IOException {
        Files.writeString(dir.resolve("out/event=view/notes.txt"), "hello");
        assertThatThrownBy(this::account)
                .hasMessageContaining(
                        "notes.txt is no Parquet file of this attempt; nothing else may lie below its output");
    }

    @Test
    void refusesAFileThatWasCutOff() throws IOException {
        Path file = dir.resolve("out/event=view/part-0.parquet");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThatThrownBy(this::account).hasStackTraceContaining("part-0.parquet");
    }

    @Test
    void refusesAPartitionThatIsMissing() throws IOException {
        Files.delete(dir.resolve("out/event=sale/part-0.parquet"));
        assertThatThrownBy(this::account).hasMessageContaining("holds 3 rows, but 4 were accepted from the inputs");
    }

    private TableOutput account() {
        ScanStatistics census = new ScanStatistics(
                List.of(new InputCount(INPUT, 90, 5, 1, 0, 4, 0)),
                Map.of(),
                Map.of(
                        List.of("view"), new ScanStatistics.PartitionCount(3, 60),
                        List.of("sale"), new ScanStatistics.PartitionCount(1, 20)));
        TablePlan plan = new TablePlan(
                "events",
                List.of(new InputFile(INPUT, "e", 90)),
                List.of(
                        new Column("event", ColumnType.of("string"), false, ""),
                        new Column("n", ColumnType.of("bigint"), false, "")),
                new TableLayout(List.of("event"), List.of(), 1 << 27, 10),
                prefix("out/"),
                prefix("rejects/"),
                0,
                false);
        return new TableManifestBuilder(
                        new OutputListing(new Configuration()),
                        new FilePutIfAbsent(),
                        dir.resolve("manifest.json").toUri())
                .of(plan, census, OptionalLong.empty(), List.of());
    }

    private void parquet(String name, int rows) throws IOException {
        Path file = dir.resolve("out").resolve(name);
        Files.createDirectories(file.getParent());
        DuckDb.run("copy (select range as n from range(%d)) to '%s' (format parquet)".formatted(rows, file));
    }

    private URI prefix(String path) {
        return URI.create("%s/%s".formatted(dir.toUri().toString().replaceFirst("/$", ""), path));
    }
}
