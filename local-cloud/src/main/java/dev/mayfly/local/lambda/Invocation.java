package dev.mayfly.local.lambda;

import java.time.Instant;
import java.util.UUID;

/** One payload on its way through one environment. */
record Invocation(String requestId, byte[] payload) {
    static Invocation of(byte[] payload) {
        return new Invocation(UUID.randomUUID().toString(), payload);
    }

    /** As the runtime gets it: with the moment at which its time is over. */
    record HandedOver(Invocation invocation, Instant deadline) {}
}
