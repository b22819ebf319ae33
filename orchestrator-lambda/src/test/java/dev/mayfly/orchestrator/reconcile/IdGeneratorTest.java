package dev.mayfly.orchestrator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    private final IdGenerator names = new IdGenerator(() -> new Random(7));

    @Test
    void tellsTwoInvocationsOfOneRequestApart() {
        IdGenerator fresh = new IdGenerator();
        assertThat(fresh.invocation("7f3c")).matches("7f3c/[0-9a-f]{8}").isNotEqualTo(fresh.invocation("7f3c"));
    }

    @Test
    void namesRunsByTheirTime() {
        assertThat(names.runId(Instant.parse("2026-11-23T18:00:00Z"))).matches("20261123T180000Z-[0-9a-f]{8}");
    }
}
