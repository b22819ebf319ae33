package dev.mayfly.orchestrator.run;

import java.util.List;

/** How far an attempt has gone down from what was asked for, when capacity or a bootstrap failed. Stored: add, never rename. */
public enum FallbackLevel {
    /** The template as it stands. */
    AS_ASKED,
    /** The template's other types, away from the subnet that failed. */
    OTHER_CAPACITY,
    /** The next smaller template. */
    SMALLER,
    /** Any of the template's types, and none of them as spot, away from the subnets that failed. */
    ON_DEMAND;

    /** From what was asked for to what is had more easily; stored names are only ever added, so this is no order of theirs. */
    private static final List<FallbackLevel> DOWN = List.of(AS_ASKED, OTHER_CAPACITY, ON_DEMAND, SMALLER);

    /** The rungs below this one, the next one first; the last one has none. */
    List<FallbackLevel> below() {
        return DOWN.subList(DOWN.indexOf(this) + 1, DOWN.size());
    }
}
