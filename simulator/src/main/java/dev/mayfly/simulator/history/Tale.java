package dev.mayfly.simulator.history;

import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.cloud.Fate;
import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import dev.mayfly.simulator.fault.Site;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A story that is always the same, for faults to be put into one by one. Together the tales come to every place from which
 * the function calls anything.
 */
public record Tale(String name, Story story, List<Planned> faults) {
    private static final long TWENTY_MINUTES = 1_200;

    /** All of them. */
    public static List<Tale> all() {
        return List.of(
                new Tale("one run", Story.calm(), List.of()),
                new Tale("two generations", story(Optional.empty(), twoGenerations()), List.of()),
                new Tale(
                        "a file without a column",
                        story(
                                Optional.empty(),
                                List.of(Story.upload(5, "events1.csv", "event,thing\nview,1\n"), items())),
                        List.of()),
                new Tale(
                        "bootstraps fail",
                        story(Optional.of(Fate.Trouble.BOOTSTRAP_FAILS), oneGeneration()),
                        List.of()),
                new Tale("steps fail", story(Optional.of(Fate.Trouble.STEP_FAILS), oneGeneration()), List.of()),
                new Tale("a stray file", story(Optional.of(Fate.Trouble.STRAY_FILE), oneGeneration()), List.of()),
                new Tale(
                        "a launch that vanished",
                        story(Optional.empty(), oneGeneration()),
                        List.of(new Planned(new Site("emr.RunJobFlow", "launch"), 1, FaultKind.VANISHED))),
                new Tale(
                        "an answer that was lost",
                        story(Optional.empty(), oneGeneration()),
                        List.of(new Planned(new Site("emr.RunJobFlow", "launch"), 1, FaultKind.TIMED_OUT))),
                new Tale(
                        "a publication that goes on where it stopped",
                        story(Optional.empty(), oneGeneration()),
                        List.of(new Planned(new Site("glue.CreateTable", "catalog"), 2, FaultKind.REFUSED))),
                new Tale(
                        "three generations, of which two are kept",
                        story(Optional.empty(), threeGenerations()),
                        List.of()),
                new Tale("one is pinned and let go", story(Optional.empty(), pinned()), List.of()),
                new Tale("fewer rows, approved", story(Optional.empty(), fewerRows()), List.of()),
                new Tale("a file that never falls quiet", story(Optional.empty(), Story.restless(40)), List.of()),
                new Tale("the catalog is changed by hand", story(Optional.empty(), changedByHand()), List.of()),
                new Tale("every command", story(Optional.empty(), everyCommand()), List.of()));
    }

    /** The one of this name, be it of all or of the troubles. */
    public static Tale named(String name) {
        List<Tale> known = Stream.concat(all().stream(), troubles()).toList();
        return known.stream()
                .filter(tale -> tale.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no tale is called '%s'; there are: %s"
                        .formatted(
                                name,
                                String.join(", ", known.stream().map(Tale::name).toList()))));
    }

    /** In each, most clusters of the first minutes go wrong in the way that it is called after. */
    private static Stream<Tale> troubles() {
        return Stream.of(Fate.Trouble.values())
                .filter(trouble -> trouble != Fate.Trouble.NONE)
                .map(trouble -> new Tale(
                        trouble.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        story(Optional.of(trouble), oneGeneration()),
                        List.of()));
    }

    private static Story story(Optional<Fate.Trouble> curse, List<Story.Deed> deeds) {
        return new Story(
                deeds,
                curse.isPresent() ? 25 : 0,
                Sky.SLOW,
                Cast.BESIDE_A_STRANGER,
                curse,
                Capacity.ANY,
                Means.AMPLE,
                Outage.NONE,
                LocalTime.of(8, 0));
    }

    private static Story.Deed items() {
        return Story.upload(30, "items.csv", Story.good(1, 1));
    }

    private static List<Story.Deed> oneGeneration() {
        return List.of(Story.upload(5, "events1.csv", Story.good(0, 3)), items());
    }

    private static List<Story.Deed> twoGenerations() {
        List<Story.Deed> deeds = new ArrayList<>(oneGeneration());
        deeds.add(Story.upload(TWENTY_MINUTES, "events1.csv", "event,itemid\nview,1\nview,2\nother,3\n"));
        return deeds;
    }

    private static List<Story.Deed> threeGenerations() {
        List<Story.Deed> deeds = new ArrayList<>(twoGenerations());
        deeds.add(Story.upload(2 * TWENTY_MINUTES, "events1.csv", Story.good(2, 3)));
        deeds.add(new Story.Deed(2 * TWENTY_MINUTES + 5, Story.Kind.MANIFEST, "", ""));
        deeds.add(Story.said(4 * TWENTY_MINUTES, "status"));
        return deeds;
    }

    /** What would fall off the end is kept until it is let go. */
    private static List<Story.Deed> pinned() {
        List<Story.Deed> deeds = new ArrayList<>(threeGenerations());
        deeds.add(Story.said(TWENTY_MINUTES - 60, "pin"));
        deeds.add(Story.said(4 * TWENTY_MINUTES + 60, "unpin"));
        deeds.add(Story.said(5 * TWENTY_MINUTES, "status"));
        return deeds;
    }

    private static List<Story.Deed> fewerRows() {
        List<Story.Deed> deeds = new ArrayList<>(oneGeneration());
        deeds.add(Story.upload(TWENTY_MINUTES, "events1.csv", Story.good(2, 1)));
        deeds.add(Story.said(3 * TWENTY_MINUTES, "approve"));
        return deeds;
    }

    private static List<Story.Deed> changedByHand() {
        List<Story.Deed> deeds = new ArrayList<>(oneGeneration());
        long second = TWENTY_MINUTES;
        for (String damage : List.of("repoint a partition", "drop a table", "move a table")) {
            deeds.add(new Story.Deed(second, Story.Kind.DAMAGE, damage, ""));
            second += TWENTY_MINUTES;
        }
        deeds.add(new Story.Deed(second, Story.Kind.DAMAGE, "drop a partition", ""));
        deeds.add(Story.said(second + 30, "audit"));
        return deeds;
    }

    private static List<Story.Deed> everyCommand() {
        List<Story.Deed> deeds = new ArrayList<>(twoGenerations());
        for (int minute = 5; minute < 10; minute++) {
            deeds.add(Story.said(60L * minute, "status"));
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
            deeds.add(Story.said(second, word));
            second += 150;
        }
        deeds.add(Story.said(second, "release"));
        deeds.add(new Story.Deed(second + 60, Story.Kind.COMMAND, "rerun", "1.9"));
        deeds.add(new Story.Deed(second + TWENTY_MINUTES, Story.Kind.COMMAND, "rollback", "newest"));
        deeds.add(new Story.Deed(second + TWENTY_MINUTES + 150, Story.Kind.NEW_DEFINITION, "", "64"));
        return deeds;
    }
}
