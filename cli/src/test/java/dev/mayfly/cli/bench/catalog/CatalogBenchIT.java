package dev.mayfly.cli.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bench with few partitions; how it does with all of them stands in docs/publication.md. */
@Timeout(120)
class CatalogBenchIT {
    @TempDir
    private Path folder;

    @Test
    void publishesExactlyWhatTheRunMadeThoughTheFunctionDiesThreeTimes() throws IOException {
        CatalogBench.Settings settings =
                new CatalogBench.Settings(8_000, 3, 7, Duration.ofMillis(20), Duration.ofMillis(500), 80);
        List<String> told = new ArrayList<>();
        CatalogResult result = new CatalogBench(
                        new ProjectHome(Path.of("..").toAbsolutePath().normalize()), settings, told::add)
                .run(folder);

        assertThat(result.broken()).as("%s", told).isEmpty();
        assertThat(result.exact()).isTrue();
        assertThat(result.kills()).as("%s", told).isEqualTo(3);
        assertThat(result.invocations()).isGreaterThan(3);
        assertThat(result.writes()).isBetween(80L, 83L);
        assertThat(result.writesWhenUnchanged()).isZero();
    }

    @Test
    void saysWhichBoundsAreBroken() {
        CatalogResult result = new CatalogResult(270_766, 3, 3, 2_712, 1_097, 1, false, 80_000_000, 80_000_000, 60);

        assertThat(result.broken())
                .containsExactly(
                        "the catalog does not show exactly what the run made",
                        "2712 partition writes, at most 2711",
                        "1097 reads, at most 1096",
                        "1 writes though nothing had changed",
                        "3 invocations for 3 kills",
                        "a heap of 80000000 bytes has room for the manifest's 80000000");
    }
}
