package dev.mayfly.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.generate.RetailRocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts it: by the script at the project's root, in a process of its own. */
@Timeout(240)
class DemoIT {
    private static final ObjectMapper ONE_DOCUMENT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path out;
    private Path err;

    /** What the script builds when it is missing was built just now. */
    @BeforeEach
    void theBuildIsFresh() throws IOException {
        Path stamp = Path.of("target", "built");
        if (!Files.exists(stamp)) {
            Files.createFile(stamp);
        }
        Files.setLastModifiedTime(stamp, FileTime.from(Instant.now()));
        out = folder.resolve("out");
        err = folder.resolve("err");
    }

    @Test
    void endsWithOneJsonDocumentAndLeavesNothingBehind() throws Exception {
        new RetailRocket(0.001, 3).write(folder.resolve("data"), rows -> {});
        assertThat(mayfly("demo", "--json", "--data", folder.resolve("data").toString()))
                .as(Files.readString(err))
                .isZero();
        JsonNode json = ONE_DOCUMENT.readTree(Files.readString(out));
        assertThat(json.path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(json.path("clustersLaunched").asInt()).isEqualTo(1);
        assertThat(json.path("clustersAlive").asInt(-1)).isZero();
        assertThat(json.at("/cost/actualUsd").decimalValue())
                .isPositive()
                .isLessThan(json.at("/cost/worstCaseUsd").decimalValue());
        assertThat(json.at("/tables/events/rows").asLong()).isEqualTo(2_756);
        assertThat(json.at("/tables/events/rejected").asLong(-1)).isZero();
        assertThat(json.at("/tables/events/duplicates").isNumber()).isTrue();
        assertThat(json.at("/tables/events/partitions").asInt()).isEqualTo(3);
        assertThat(json.at("/tables/item_properties/rows").asLong()).isEqualTo(11_000 + 9_276);
        assertThat(json.at("/tables/item_properties/duplicates").isNull()).isTrue();
        assertThat(json.at("/tables/category_tree/rows").asLong()).isEqualTo(1_669);
        assertThat(json.at("/seconds/run").asDouble()).isPositive();
        assertThat(Path.of(json.path("dir").asText())).doesNotExist();
        assertThat(Files.readString(err))
                .contains("uploaded, the manifest last")
                .contains("Spark stages done");
    }

    @Test
    void aFailureEndsWithItsReasonAndExitCodeOne() throws Exception {
        Path data = folder.resolve("data");
        new RetailRocket(0.001, 3).write(data, rows -> {});
        Files.writeString(data.resolve("category_tree.csv"), "categoryid\n1\n");
        assertThat(mayfly("demo", "--data", data.toString())).isEqualTo(1);
        assertThat(Files.readString(out))
                .contains(": FAILED")
                .contains("BAD_INPUT")
                .contains("category_tree.csv")
                .contains("parentid")
                .contains("Clusters launched: 1, alive now: 0.");
    }

    private int mayfly(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("mayfly").toString()));
        command.addAll(Stream.of(arguments).toList());
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(200, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("no end: " + Files.readString(err));
        }
        return process.exitValue();
    }
}
