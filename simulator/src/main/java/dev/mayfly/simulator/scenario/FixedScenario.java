package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.cloud.ClusterScript.FailureMode;
import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A story that is always the same, for faults to be put into one by one. Together the scenarios come to every place from which
 * the function calls anything.
 */
public record FixedScenario(String name, Workload story, List<Planned> faults) {
    private static final long TWENTY_MINUTES = 1_200;

    /** All of them. */
    public static List<FixedScenario> all() {
        return List.of(
                new FixedScenario("one run", Workload.calm(), List.of()),
                new FixedScenario("two generations", story(Optional.empty(), twoGenerations()), List.of()),
                new FixedScenario(
                        "a file without a column",
                        story(
                                Optional.empty(),
                                List.of(Workload.upload(5, "events1.csv", "event,thing\nview,1\n"), items())),
                        List.of()),
                new FixedScenario(
                        "bootstraps fail", story(Optional.of(FailureMode.BOOTSTRAP_FAILS), oneGeneration()), List.of()),
                new FixedScenario("steps fail", story(Optional.of(FailureMode.STEP_FAILS), oneGeneration()), List.of()),
                new FixedScenario(
                        "a stray file", story(Optional.of(FailureMode.STRAY_FILE), oneGeneration()), List.of()),
                new FixedScenario(
                        "a launch that vanished",
                        story(Optional.empty(), oneGeneration()),
                        List.of(new Planned(new FaultPoint("emr.RunJobFlow", "launch"), 1, FaultKind.VANISHED))),
                new FixedScenario(
                        "an answer that was lost",
                        story(Optional.empty(), oneGeneration()),
                        List.of(new Planned(new FaultPoint("emr.RunJobFlow", "launch"), 1, FaultKind.TIMED_OUT))),
                new FixedScenario(
                        "a publication that goes on where it stopped",
                        story(Optional.empty(), oneGeneration()),
                        List.of(new Planned(new FaultPoint("glue.CreateTable", "catalog"), 2, FaultKind.REFUSED))),
                new FixedScenario(
                        "three generations, of which two are kept",
                        story(Optional.empty(), threeGenerations()),
                        List.of()),
                new FixedScenario("one is pinned and let go", story(Optional.empty(), pinned()), List.of()),
                new FixedScenario("fewer rows, approved", story(Optional.empty(), fewerRows()), List.of()),
                new FixedScenario(
                        "a file that never falls quiet", story(Optional.empty(), Workload.restless(40)), List.of()),
                new FixedScenario(
                        "the catalog is changed by hand", story(Optional.empty(), changedByHand()), List.of()),
                new FixedScenario("every command", story(Optional.empty(), everyCommand()), List.of()));
    }

    /** The one of this name, be it of all or of the troubles. */
    public static FixedScenario named(String name) {
        List<FixedScenario> known = Stream.concat(all().stream(), troubles()).toList();
        return known.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no scenario is called '%s'; there are: %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        known.stream().map(FixedScenario::name).toList()))));
    }

    /** In each, most clusters of the first minutes go wrong in the way that it is called after. */
    private static Stream<FixedScenario> troubles() {
        return Stream.of(FailureMode.values())
                .filter(trouble -> trouble != FailureMode.NONE)
                .map(trouble -> new FixedScenario(
                        trouble.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        story(Optional.of(trouble), oneGeneration()),
                        List.of()));
    }

    private static Workload story(Optional<FailureMode> curse, List<Workload.WorkloadEvent> deeds) {
        return new Workload(
                deeds,
                curse.isPresent() ? 25 : 0,
                FaultRates.SLOW,
                Topology.BESIDE_A_STRANGER,
                curse,
                Capacity.ANY,
                Budgets.AMPLE,
                Outage.NONE,
                LocalTime.of(8, 0));
    }

    private static Workload.WorkloadEvent items() {
        return Workload.upload(30, "items.csv", Workload.good(1, 1));
    }

    private static List<Workload.WorkloadEvent> oneGeneration() {
        return List.of(Workload.upload(5, "events1.csv", Workload.good(0, 3)), items());
    }

    private static List<Workload.WorkloadEvent> twoGenerations() {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(oneGeneration());
        deeds.add(Workload.upload(TWENTY_MINUTES, "events1.csv", "event,itemid\nview,1\nview,2\nother,3\n"));
        return deeds;
    }

    private static List<Workload.WorkloadEvent> threeGenerations() {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(twoGenerations());
        deeds.add(Workload.upload(2 * TWENTY_MINUTES, "events1.csv", Workload.good(2, 3)));
        deeds.add(new Workload.WorkloadEvent(2 * TWENTY_MINUTES + 5, Workload.Kind.MANIFEST, "", ""));
        deeds.add(Workload.said(4 * TWENTY_MINUTES, "status"));
        return deeds;
    }

    /** What would fall off the end is kept until it is let go. */
    private static List<Workload.WorkloadEvent> pinned() {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(threeGenerations());
        deeds.add(Workload.said(TWENTY_MINUTES - 60, "pin"));
        deeds.add(Workload.said(4 * TWENTY_MINUTES + 60, "unpin"));
        deeds.add(Workload.said(5 * TWENTY_MINUTES, "status"));
        return deeds;
    }

    private static List<Workload.WorkloadEvent> fewerRows() {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(oneGeneration());
        deeds.add(Workload.upload(TWENTY_MINUTES, "events1.csv", Workload.good(2, 1)));
        deeds.add(Workload.said(3 * TWENTY_MINUTES, "approve"));
        return deeds;
    }

    private static List<Workload.WorkloadEvent> changedByHand() {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(oneGeneration());
        long second = TWENTY_MINUTES;
        for (String damage : List.of("repoint a partition", "drop a table", "move a table")) {
            deeds.add(new Workload.WorkloadEvent(second, Workload.Kind.DAMAGE, damage, ""));
            second += TWENTY_MINUTES;
        }
        deeds.add(new Workload.WorkloadEvent(second, Workload.Kind.DAMAGE, "drop a partition", ""));
        deeds.add(Workload.said(second + 30, "audit"));
        return deeds;
    }

    private static List<Workload.WorkloadEvent> everyCommand() {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(twoGenerations());
        for (int minute = 5; minute < 10; minute++) {
            deeds.add(Workload.said(60L * minute, "status"));
        }
        long second = 2 * TWENTY_MINUTES;
        for (String word : List.of(
                "plan",
                "status",
                "runs",
                "rollback",
                "hold",
                "pin",
                "unpin",
                "audit",
                "release",
                "rerun",
                "cancel",
                "reap",
                "run",
                "drain")) {
            deeds.add(Workload.said(second, word));
            second += 150;
        }
        deeds.add(Workload.said(second, "release"));
        deeds.add(new Workload.WorkloadEvent(second + 60, Workload.Kind.COMMAND, "rerun", "1.9"));
        deeds.add(new Workload.WorkloadEvent(second + TWENTY_MINUTES, Workload.Kind.COMMAND, "rollback", "newest"));
        deeds.add(new Workload.WorkloadEvent(second + TWENTY_MINUTES + 150, Workload.Kind.NEW_DEFINITION, "", "64"));
        return deeds;
    }
}
