package dev.mayfly.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The documents of the contract as they lie on S3, for the tests of both sides. */
public final class GoldenFiles {
    public static final String PLAN = "run-plan.json";
    /** A plan with everything that not every plan has. */
    public static final String RULED_PLAN = "run-plan-ruled.json";

    public static final String MANIFEST = "run-manifest.json";
    public static final String SHARD = "shard.ndjson";

    /** The document's bytes without its closing line feed. */
    public static byte[] bytes(String name) {
        try (InputStream in = GoldenFiles.class.getResourceAsStream("/golden/" + name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .strip()
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GoldenFiles() {}
}
