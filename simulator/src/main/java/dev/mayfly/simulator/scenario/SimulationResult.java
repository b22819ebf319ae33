package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.invariant.Violation;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How a history went. */
public record SimulationResult(
        long seed,
        long hash,
        List<Violation> violations,
        boolean finished,
        int invocations,
        Map<FaultPoint, Integer> calls,
        Map<FaultPoint, Set<FaultKind>> injected,
        List<String> lines) {
    /** Whether everything was as promised. */
    public boolean good() {
        return finished && violations.isEmpty();
    }
}
