package dev.mayfly.orchestrator.run;

/** Who holds an attempt. */
public enum ClaimStatus {
    NOT_LOOKED,
    NOBODY,
    DRIVER,
    REVOKED
}
