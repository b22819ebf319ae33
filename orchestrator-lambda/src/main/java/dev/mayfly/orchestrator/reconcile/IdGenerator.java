package dev.mayfly.orchestrator.reconcile;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Names that nobody else has; made while an event is handled, never when the process starts. */
public final class IdGenerator {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Supplier<RandomGenerator> random;

    /** {@code random} is asked for a new source of chance whenever a name is made. */
    public IdGenerator(Supplier<RandomGenerator> random) {
        this.random = random;
    }

    IdGenerator() {
        this(SecureRandom::new);
    }

    /** A run id: it sorts by time and never starts with _ or a point. */
    String runId(Instant now) {
        return TIME.format(now) + "-" + hex(4);
    }

    /** Lambda's retries and duplicates share the id of their request; each of them is an invocation of its own. */
    public String invocation(String requestId) {
        return requestId + "/" + hex(4);
    }

    String nonce() {
        return hex(16);
    }

    private String hex(int bytes) {
        byte[] fresh = new byte[bytes];
        random.get().nextBytes(fresh);
        return HexFormat.of().formatHex(fresh);
    }
}
