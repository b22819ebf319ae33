package dev.mayfly.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the step's jar carries: the job and the contract; everything else comes with the platform. */
class StepJarIT {
    private static final int THIN = 1 << 20;

    @Test
    void holdsTheJobAndTheContractAndNothingElse() throws IOException {
        java.io.File file = new java.io.File("target/mayfly-spark-job.jar");
        try (JarFile jar = new JarFile(file)) {
            List<String> classes = jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes)
                    .contains("dev/mayfly/job/TransformJob.class", "dev/mayfly/contract/RunPlan.class")
                    .allMatch(name -> name.startsWith("dev/mayfly/job/") || name.startsWith("dev/mayfly/contract/"));
            assertThat(jar.getEntry("dev/mayfly/job/job.properties")).isNotNull();
        }
        assertThat(file.length()).isLessThan(THIN);
    }
}
