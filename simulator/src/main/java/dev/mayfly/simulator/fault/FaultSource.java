package dev.mayfly.simulator.fault;

import java.util.Optional;

/** Says which calls go wrong, and how. */
public interface FaultSource {
    /** Nothing goes wrong. */
    FaultSource NONE = (site, occurrence) -> Optional.empty();

    /** What goes wrong at the so-manieth call, from 1, of a site. */
    Optional<FaultKind> at(FaultPoint site, int occurrence);
}
