package dev.mayfly.cli.mission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A deployment in the middle of a run: other code, other settings and another job meet the ledger of the ones before. */
@Timeout(300)
@Tag("full")
class DeployIT {
    @TempDir
    private Path folder;

    @Test
    void aDeployInTheMiddleOfARunLosesNothing() throws Exception {
        try (Mission mission = Mission.open(folder, Visits.DATASET)) {
            mission.put("visits-1.csv", Visits.HEADER + "1,home,mon\n2,cart,tue\n");
            JsonNode before = mission.await(1, run -> run.path("progress").isObject());
            String name = mission.function().function().name();
            Map<String, String> settings =
                    new HashMap<>(mission.function().function().environment());
            settings.put("MAYFLY_POLICY", Mission.BRISK + ",window=PT20S");
            settings.put("MAYFLY_PER_RUN_USD", "1.75");
            // Every process that knew the run is gone, in the middle of whatever it did.
            try (LambdaClient lambda = mission.stage().clients().build(LambdaClient.builder())) {
                lambda.updateFunctionConfiguration(update ->
                        update.functionName(name).environment(environment -> environment.variables(settings)));
                byte[] code = otherCode(Mission.home().functionZip());
                lambda.updateFunctionCode(update -> update.functionName(name).zipFile(SdkBytes.fromByteArray(code)));
            }
            mission.function().killWorking();
            mission.s3()
                    .putObject(
                            put -> put.bucket(mission.stage().bucket("ArtifactsBucket"))
                                    .key("jars/mayfly-spark-job.jar"),
                            otherJob(Mission.home().jobJar()));

            JsonNode run = mission.runOver(1);
            assertThat(run.path("runId")).isEqualTo(before.path("runId"));
            assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
            assertThat(run.path("attempts")).hasSize(1);
            assertThat(mission.ask("SELECT id FROM visits ORDER BY id")).containsExactly(List.of("1"), List.of("2"));

            // What succeeded is not run again because the job is another.
            mission.ticks(10);
            assertThat(mission.runs()).hasSize(1);
            assertThat(mission.clusters()).hasSize(1);

            mission.put("visits-2.csv", Visits.HEADER + "3,pay,wed\n");
            assertThat(mission.runOver(2).path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(mission.ask("SELECT count(*) AS n FROM visits")).containsExactly(List.of("3"));
            assertThat(mission.clustersAlive()).isZero();
        }
    }

    /** The function's zip as another build: the same classes, other bytes. */
    private byte[] otherCode(Path zip) throws Exception {
        return Files.readAllBytes(withNote(zip, folder.resolve("other.zip")));
    }

    private Path otherJob(Path jar) throws Exception {
        return withNote(jar, folder.resolve("other.jar"));
    }

    private static Path withNote(Path archive, Path other) throws Exception {
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream from = new ZipInputStream(in);
                OutputStream out = Files.newOutputStream(other);
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(to);
            }
            to.putNextEntry(new ZipEntry("another-build"));
        }
        return other;
    }
}
