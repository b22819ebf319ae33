package dev.mayfly.orchestrator.reconcile;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Names that nobody else has; made while an event is handled, never when the process starts. */
public final class FreshNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A run id: it sorts by time and never starts with _ or a point. */
    String runId(Instant now) {
        return TIME.format(now) + "-" + hex(4);
    }

    String nonce() {
        return hex(16);
    }

    private static String hex(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
