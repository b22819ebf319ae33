package dev.mayfly.simulator.history;

import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.Site;
import dev.mayfly.simulator.promise.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a history went. */
public record Ending(
        long seed,
        long hash,
        List<Violation> violations,
        boolean finished,
        int invocations,
        Map<Site, Integer> calls,
        Map<Site, Set<FaultKind>> injected,
        List<String> lines) {
    /** Whether everything was as promised. */
    public boolean good() {
        return finished && violations.isEmpty();
    }
}
