package dev.mayfly.job.damage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("full")
class FuzzIT {
    @Test
    void losesNoLineWhateverHappensToTwentyThousandFiles(@TempDir Path dir) throws IOException {
        Fuzz.losesNoLine(dir, 20_000);
    }
}
