package dev.mayfly.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What is deployed, as it was packaged. */
class PackagesIT {
    private static final long LARGEST_ZIP = 25_000_000;
    private static final Path JOB = Path.of("..", "spark-job/target/mayfly-spark-job.jar");
    private static final Path FUNCTION = Path.of("..", "orchestrator-lambda/target/orchestrator-lambda.zip");

    @Test
    void theStepsJarHoldsNoSparkAndNoHadoop() throws IOException {
        assertThat(names(JOB))
                .contains("dev/mayfly/job/")
                .noneMatch(name -> name.startsWith("org/apache/spark/")
                        || name.startsWith("org/apache/hadoop/")
                        || name.startsWith("scala/"));
    }

    @Test
    void theFunctionsZipIsWithinWhatCanBeUploadedAtOnce() throws IOException {
        assertThat(Files.size(FUNCTION)).isLessThan(LARGEST_ZIP);
        assertThat(names(FUNCTION)).contains("dev/mayfly/orchestrator/OrchestratorHandler.class");
    }

    @Test
    void theFunctionInflatesNothingWhenItLoadsALibrarysClass() throws IOException {
        try (ZipFile zip = new ZipFile(FUNCTION.toFile())) {
            ZipEntry glue = zip.stream()
                    .filter(entry -> entry.getName().startsWith("lib/glue-"))
                    .findFirst()
                    .orElseThrow();
            try (ZipInputStream jar = new ZipInputStream(zip.getInputStream(glue))) {
                assertThat(jar.getNextEntry())
                        .satisfies(manifest -> assertThat(manifest.getName()).isEqualTo("META-INF/MANIFEST.MF"))
                        .satisfies(manifest -> assertThat(manifest.getMethod()).isEqualTo(ZipEntry.STORED));
            }
        }
    }

    private static List<String> names(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            return file.stream().map(ZipEntry::getName).toList();
        }
    }
}
