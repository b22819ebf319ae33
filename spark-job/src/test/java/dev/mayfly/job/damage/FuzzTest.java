package dev.mayfly.job.damage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.job.failure.StepFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {
    private static final int MUTATIONS = 2_000;
    private static final long SEED = 20261123;
    private static final byte[] LIVELY = "\"\"\r\n\n,,-.eE0189 \0\u00e9\uFEFF".getBytes(UTF_8);

    @TempDir
    private Path dir;

    @Test
    void losesNoLineWhateverHappensToAFile() throws IOException {
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] content = mutated(new Random(SEED + i));
            InputFile input = EventsTable.file(dir, "events.csv", content);
            try {
                ReadBack whole = ReadBack.of(EventsTable.of(dir, input), input, 1 << 20);
                assertThat(whole.lines()).as("lines of mutation %d", i).isEqualTo(lines(content));
                assertThat(ReadBack.of(EventsTable.of(dir, input), input, 180))
                        .as("mutation %d in pieces", i)
                        .isEqualTo(whole);
            } catch (StepFailure e) {
                assertThat(e)
                        .as("mutation %d", i)
                        .hasMessageContaining(input.uri().toString());
                refused++;
            }
        }
        assertThat(refused).as("files refused by name").isBetween(MUTATIONS / 100, MUTATIONS / 2);
    }

    /** Line breaks, and one more line if something follows the last of them. */
    private static int lines(byte[] content) {
        int lines = 0;
        for (byte b : content) {
            lines += b == '\n' ? 1 : 0;
        }
        boolean open = content.length > 0 && content[content.length - 1] != '\n';
        return lines + (open ? 1 : 0);
    }

    private static byte[] mutated(Random random) {
        StringBuilder csv = new StringBuilder(DamagedFiles.HEADER);
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            csv.append("%d,%d,%s,%d,%s\n"
                    .formatted(
                            1_430_000_000_000L + random.nextInt(),
                            random.nextInt(1_000_000),
                            random.nextBoolean() ? "view" : "\"add, to \"\"cart\"\"\"",
                            random.nextInt(500_000),
                            random.nextInt(4) == 0 ? "17" : ""));
        }
        byte[] bytes = csv.toString().getBytes(UTF_8);
        for (int i = 0; i <= random.nextInt(4); i++) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length < 2) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> replaced(bytes, at, at, new byte[] {LIVELY[random.nextInt(LIVELY.length)]});
            case 2 -> replaced(bytes, at, end, new byte[0]);
            case 3 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] all = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, all, 0, from);
        System.arraycopy(by, 0, all, from, by.length);
        System.arraycopy(bytes, to, all, from + by.length, bytes.length - to);
        return all;
    }
}
