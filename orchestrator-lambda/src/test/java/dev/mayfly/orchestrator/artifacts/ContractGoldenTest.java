package dev.mayfly.orchestrator.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.GoldenFiles;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import org.junit.jupiter.api.Test;

/** The contract's documents through the Jackson that the function brings, which is newer than the step's. */
class ContractGoldenTest {
    @Test
    void rewritesEveryDocumentByteForByte() {
        assertThat(rewritten(GoldenFiles.PLAN, RunPlan.class)).isEqualTo(GoldenFiles.bytes(GoldenFiles.PLAN));
        assertThat(rewritten(GoldenFiles.RULED_PLAN, RunPlan.class))
                .isEqualTo(GoldenFiles.bytes(GoldenFiles.RULED_PLAN));
        assertThat(rewritten(GoldenFiles.MANIFEST, RunManifest.class))
                .isEqualTo(GoldenFiles.bytes(GoldenFiles.MANIFEST));
        assertThat(rewritten(GoldenFiles.SHARD, PartitionOutput.class)).isEqualTo(GoldenFiles.bytes(GoldenFiles.SHARD));
    }

    private static byte[] rewritten(String name, Class<?> type) {
        return ContractJson.bytes(ContractJson.read(GoldenFiles.bytes(name), type, name));
    }
}
