package dev.mayfly.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What one invocation added to its environment's log, at most the last 4 KB, as LogType Tail asks for. */
record LogTail(Path log, long from) {
    private static final int MOST = 4096;

    static LogTail startingAtTheEndOf(Path log) {
        try {
            return new LogTail(log, Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] read() {
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(from);
            byte[] added = in.readAllBytes();
            return Arrays.copyOfRange(added, Math.max(0, added.length - MOST), added.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
