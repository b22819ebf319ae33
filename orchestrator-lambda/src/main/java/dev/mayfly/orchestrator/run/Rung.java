package dev.mayfly.orchestrator.run;

/** How far an attempt has gone down from what was asked for, when capacity or a bootstrap failed. Stored: add, never rename. */
public enum Rung {
    /** The template as it stands. */
    AS_ASKED,
    /** The template's other types, away from the subnet that failed. */
    OTHER_CAPACITY,
    /** The next smaller template. */
    SMALLER;

    /** The next rung; from the last one there is no way further. */
    public Rung next() {
        return this == AS_ASKED ? OTHER_CAPACITY : SMALLER;
    }
}
