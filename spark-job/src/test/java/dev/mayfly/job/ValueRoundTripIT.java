package dev.mayfly.job;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class ValueRoundTripIT {
    @Test
    void keepsOrRejectsEachOfAHundredThousandTextsOfEachType(@TempDir Path dir) {
        new ValueRoundTrip(dir).of(100_000);
    }
}
