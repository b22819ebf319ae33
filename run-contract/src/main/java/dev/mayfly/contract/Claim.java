package dev.mayfly.contract;

import java.time.Instant;

/**
 * The object that decides who may work on an attempt: whoever creates it first. A driver creates it before it does
 * anything; the control plane creates the same object to revoke an attempt that it gave up. It is never changed.
 */
public record Claim(String runId, int attempt, Holder holder, String cluster, String nonce, Instant at) {
    /** Stored: add, never rename. */
    public enum Holder {
        DRIVER,
        REVOKED
    }

    public Claim {
        Guards.present("run id", runId);
        Guards.positive("attempt", attempt);
        Guards.present("holder", holder);
        Guards.present("cluster", cluster);
        Guards.present("nonce", nonce);
        Guards.present("time of the claim", at);
    }
}
