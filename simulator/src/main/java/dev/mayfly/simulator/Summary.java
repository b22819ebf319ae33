package dev.mayfly.simulator;

import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import dev.mayfly.simulator.scenario.FixedScenario;
import dev.mayfly.simulator.scenario.SimulationResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many histories went: how many kept every promise and ended, what failed, and which faults occurred where. */
public final class Summary {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final int MOST_FAILURES = 20;
    private final Map<FaultPoint, Set<FaultKind>> seen = new TreeMap<>(Comparator.comparing(FaultPoint::toString));
    private final List<Failure> failures = new ArrayList<>();
    private final String of;
    private long histories;
    private long violations;
    private long unfinished;
    private long hash;

    Summary(String of) {
        this.of = of;
    }

    /** A history that was not as promised, and how to see it again. */
    public record Failure(long seed, String replay, String what) {}

    void add(SimulationResult ending) {
        add(ending, "./mayfly bench simulate --histories 1 --seed %d%s".formatted(ending.seed(), of));
    }

    void addLadder(SimulationResult ending) {
        add(ending, "./mayfly bench simulate --ladder --histories 1 --seed %d%s".formatted(ending.seed(), of));
    }

    void add(FixedScenario scenario, List<Planned> faults, SimulationResult ending) {
        add(
                ending,
                "./mayfly bench simulate --scenario '%s'%s%s"
                        .formatted(
                                scenario.name(),
                                faults.stream().map(" --fault '%s'"::formatted).collect(Collectors.joining()),
                                of));
    }

    private synchronized void add(SimulationResult ending, String replay) {
        histories++;
        violations += ending.violations().isEmpty() ? 0 : 1;
        unfinished += ending.finished() ? 0 : 1;
        // A sum does not depend on which core was faster.
        hash += (ending.hash() ^ ending.seed()) * GOLDEN;
        ending.calls().keySet().forEach(site -> seen.computeIfAbsent(site, key -> EnumSet.noneOf(FaultKind.class)));
        ending.injected().forEach((site, kinds) -> seen.get(site).addAll(kinds));
        if (!ending.good()) {
            failures.add(new Failure(
                    ending.seed(),
                    replay,
                    ending.violations().isEmpty()
                            ? "it never came to rest with the present files shown"
                            : ending.violations().toString()));
        }
    }

    /** What another sum saw, too. */
    public synchronized Summary plus(Summary other) {
        Summary both = new Summary(of);
        for (Summary each : List.of(this, other)) {
            both.histories += each.histories;
            both.violations += each.violations;
            both.unfinished += each.unfinished;
            both.hash += each.hash;
            both.failures.addAll(each.failures);
            each.seen.forEach((site, kinds) -> both.seen
                    .computeIfAbsent(site, key -> EnumSet.noneOf(FaultKind.class))
                    .addAll(kinds));
        }
        return both;
    }

    public long histories() {
        return histories;
    }

    public long violations() {
        return violations;
    }

    public long unfinished() {
        return unfinished;
    }

    public String traceHash() {
        return "%016x".formatted(hash);
    }

    /** The first failures, by seed. */
    public List<Failure> failures() {
        return failures.stream()
                .sorted(Comparator.comparingLong(Failure::seed).thenComparing(Failure::replay))
                .limit(MOST_FAILURES)
                .toList();
    }

    /** Which faults occurred where. */
    public Map<FaultPoint, Set<FaultKind>> coverage() {
        return seen;
    }

    /** Every fault that could have occurred at a site that was called, and did not. */
    public List<String> uncovered() {
        List<String> uncovered = new ArrayList<>();
        seen.forEach((site, kinds) -> site.applicable().stream()
                .filter(kind -> !kinds.contains(kind))
                .forEach(kind -> uncovered.add(site + " " + kind)));
        return uncovered;
    }
}
