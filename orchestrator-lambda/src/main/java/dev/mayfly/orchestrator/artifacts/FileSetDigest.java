package dev.mayfly.orchestrator.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sums up files by name and size in whatever order they come: equal sums are of equal files. Names are kept as long as they are few. */
final class FileSetDigest {
    private static final int KEPT_NAMES = 10_000;
    private static final int SHOWN = 5;
    private final long[] words = new long[4];
    private final Map<String, Long> kept = new TreeMap<>();
    private final MessageDigest digest = sha256();
    private long files;
    private long bytes;

    void add(String name, long size) {
        digest.update(name.getBytes(UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(
                digest.digest(ByteBuffer.allocate(Long.BYTES).putLong(size).array()));
        for (int i = 0; i < words.length; i++) {
            words[i] += hash.getLong();
        }
        files++;
        bytes += size;
        if (files <= KEPT_NAMES) {
            kept.put(name, size);
        }
    }

    long files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    boolean sameAs(FileSetDigest other) {
        return files == other.files && bytes == other.bytes && Arrays.equals(words, other.words);
    }

    /** In what it differs from another, by the names of some files where these are known. */
    String difference(FileSetDigest other) {
        String counts = "%d files with %d bytes against %d with %d".formatted(files, bytes, other.files, other.bytes);
        if (files > KEPT_NAMES || other.files > KEPT_NAMES) {
            return counts;
        }
        return "%s: %s too many, %s missing or of another size".formatted(counts, without(other), other.without(this));
    }

    private List<String> without(FileSetDigest other) {
        return kept.entrySet().stream()
                .filter(file -> !file.getValue().equals(other.kept.get(file.getKey())))
                .map(Map.Entry::getKey)
                .limit(SHOWN)
                .toList();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
