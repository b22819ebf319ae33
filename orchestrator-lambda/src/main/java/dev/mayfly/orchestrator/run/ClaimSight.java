package dev.mayfly.orchestrator.run;

/** Who holds an attempt. */
public enum ClaimSight {
    NOT_LOOKED,
    NOBODY,
    DRIVER,
    REVOKED
}
