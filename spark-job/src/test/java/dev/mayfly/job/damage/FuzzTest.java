package dev.mayfly.job.damage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
    @Test
    void losesNoLineWhateverHappensToAFile(@TempDir Path dir) throws IOException {
        Fuzz.losesNoLine(dir, 2_000);
    }
}
