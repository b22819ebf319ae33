package dev.mayfly.job;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueRoundTripTest {
    @Test
    void keepsOrRejectsEachOfSomeThousandTextsOfEachType(@TempDir Path dir) {
        new ValueRoundTrip(dir).of(2_000);
    }
}
