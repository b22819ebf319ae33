package dev.mayfly.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.GoldenFiles;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import org.junit.jupiter.api.Test;

/** The contract's documents through the Jackson that Spark brings, which is the one that serves the step. */
class ContractGoldenTest {
    @Test
    void runsOnSparksJackson() {
        assertThat(new ObjectMapper().version().toString()).startsWith("2.15.");
    }

    @Test
    void rewritesThePlanByteForByte() {
        assertThat(rewritten(GoldenFiles.PLAN, RunPlan.class)).isEqualTo(text(GoldenFiles.PLAN));
    }

    @Test
    void rewritesAPlanWithRulesAndDerivedPartitionsByteForByte() {
        assertThat(rewritten(GoldenFiles.RULED_PLAN, RunPlan.class)).isEqualTo(text(GoldenFiles.RULED_PLAN));
    }

    @Test
    void rewritesTheManifestByteForByte() {
        assertThat(rewritten(GoldenFiles.MANIFEST, RunManifest.class)).isEqualTo(text(GoldenFiles.MANIFEST));
    }

    @Test
    void rewritesAShardByteForByte() {
        assertThat(rewritten(GoldenFiles.SHARD, PartitionOutput.class)).isEqualTo(text(GoldenFiles.SHARD));
    }

    private static String rewritten(String name, Class<?> type) {
        return new String(ContractJson.bytes(ContractJson.read(GoldenFiles.bytes(name), type, name)), UTF_8);
    }

    private static String text(String name) {
        return new String(GoldenFiles.bytes(name), UTF_8);
    }
}
