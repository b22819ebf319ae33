package dev.mayfly.job.damage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Random;

/** Files of events to which things were done that happen to files. */
public final class Mutations {
    private static final byte[] LIVELY = "\"\"\r\n\n,,-.eE0189 \0\u00e9\uFEFF".getBytes(UTF_8);

    /** Line breaks, and one more line if something follows the last of them. */
    public static int lines(byte[] content) {
        int lines = 0;
        for (byte b : content) {
            lines += b == '\n' ? 1 : 0;
        }
        boolean open = content.length > 0 && content[content.length - 1] != '\n';
        return lines + (open ? 1 : 0);
    }

    /** A file of events with one to five things done to it; the same seed does the same. */
    public static byte[] of(long seed) {
        Random random = new Random(seed);
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

    private Mutations() {}
}
