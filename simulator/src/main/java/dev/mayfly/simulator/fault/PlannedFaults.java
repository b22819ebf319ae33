package dev.mayfly.simulator.fault;

import java.util.List;
import java.util.Optional;

/** Exactly these faults, and no other. */
public record PlannedFaults(List<Planned> faults) implements FaultSource {
    /** One fault at the so-manieth call of a site. */
    public record Planned(Site site, int occurrence, FaultKind kind) {}

    public PlannedFaults {
        faults = List.copyOf(faults);
    }

    @Override
    public Optional<FaultKind> at(Site site, int occurrence) {
        for (Planned planned : faults) {
            if (planned.occurrence() == occurrence && planned.site().equals(site)) {
                return Optional.of(planned.kind());
            }
        }
        return Optional.empty();
    }
}
