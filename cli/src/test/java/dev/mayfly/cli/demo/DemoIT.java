package dev.mayfly.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.Script;
import dev.mayfly.cli.Script.Said;
import dev.mayfly.cli.generate.RetailRocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a newcomer starts it: by the script at the project's root, in a process of its own. */
@Timeout(240)
class DemoIT {
    private static final ObjectMapper ONE_DOCUMENT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @TempDir
    private Path folder;

    @Test
    void endsWithOneJsonDocumentAndLeavesNothingBehind() throws Exception {
        new RetailRocket(0.001, 3).write(folder.resolve("data"), rows -> {});
        Said said = Script.in(folder)
                .say("demo", "--json", "--data", folder.resolve("data").toString());
        assertThat(said.exitCode()).as(said.err()).isZero();
        JsonNode json = ONE_DOCUMENT.readTree(said.out());
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
        assertThat(said.err()).contains("uploaded, the manifest last").contains("Spark stages done");
    }

    @Test
    void aFailureEndsWithItsReasonAndExitCodeOne() throws Exception {
        Path data = folder.resolve("data");
        new RetailRocket(0.001, 3).write(data, rows -> {});
        Files.writeString(data.resolve("category_tree.csv"), "categoryid\n1\n");
        Said said = Script.in(folder).say("demo", "--data", data.toString());
        assertThat(said.exitCode()).as(said.err()).isEqualTo(1);
        assertThat(said.out())
                .as(said.err())
                .contains(": FAILED")
                .contains("BAD_INPUT")
                .contains("category_tree.csv")
                .contains("parentid")
                .contains("Clusters launched: 1, alive now: 0.");
    }
}
