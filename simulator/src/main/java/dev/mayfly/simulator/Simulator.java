package dev.mayfly.simulator;

import dev.mayfly.simulator.fault.FaultKind;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import dev.mayfly.simulator.mutant.Mutant;
import dev.mayfly.simulator.mutant.Mutants;
import dev.mayfly.simulator.scenario.FixedScenario;
import dev.mayfly.simulator.scenario.Harness;
import dev.mayfly.simulator.scenario.SimulationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Plays many histories, on every core, and sums up how they went. The same request gives the same sum. */
public final class Simulator {
    private static final int AT_ONCE = 32;
    private final Mutant mutant;
    private final ThreadLocal<Harness> stages;

    /** Of the protocol as it is. */
    public Simulator() {
        this(Mutant.NONE);
    }

    private Simulator(Mutant mutant) {
        this.mutant = mutant;
        this.stages = ThreadLocal.withInitial(() -> new Harness(mutant));
    }

    /** Of the mutant of this name, to see how it goes wrong. */
    public static Simulator of(String mutant) {
        return new Simulator(Mutants.named(mutant));
    }

    /** Of the protocol as it is while a later version of its code is deployed, whose heads it cannot read. */
    public static Simulator ofRollout() {
        return new Simulator(Mutant.ROLLOUT);
    }

    /** As many histories as there are seeds from the first one. */
    public Summary histories(long firstSeed, long many) {
        Summary summary = summary();
        LongStream.range(firstSeed, firstSeed + many)
                .parallel()
                .forEach(seed -> summary.add(stages.get().play(seed, false)));
        return summary;
    }

    /** As many histories as there are seeds from the first one, in each of which one rung of the ladder alone has capacity. */
    public Summary ladders(long firstSeed, long many) {
        Summary summary = summary();
        LongStream.range(firstSeed, firstSeed + many)
                .parallel()
                .forEach(seed -> summary.addLadder(stages.get().playLadder(seed, false)));
        return summary;
    }

    /** One of them with all that happened, to read. */
    public SimulationResult ladder(long seed) {
        return new Harness(mutant).playLadder(seed, true);
    }

    /** One history with all that happened, to read. */
    public SimulationResult history(long seed) {
        return new Harness(mutant).play(seed, true);
    }

    /** One scenario with these faults, and with all that happened, to read. */
    public SimulationResult scenario(String name, List<Planned> faults) {
        return new Harness(mutant).play(FixedScenario.named(name), faults, true);
    }

    /** Every fault that can happen, alone, at the first call of every site of every scenario. */
    public Summary singleFaults() {
        return single(FixedScenario.all(), (site, calls) -> IntStream.of(1));
    }

    /** The same in one scenario. */
    public Summary singleFaults(String scenario) {
        return single(List.of(FixedScenario.named(scenario)), (site, calls) -> IntStream.of(1));
    }

    /** The same, and at the last call, too, and at every call between them that changes something. */
    public Summary singleFaultsAtEveryWrite() {
        return single(
                FixedScenario.all(),
                (site, calls) -> site.reads() ? IntStream.of(1, calls).distinct() : IntStream.rangeClosed(1, calls));
    }

    private Summary single(List<FixedScenario> scenarios, BiFunction<FaultPoint, Integer, IntStream> occurrences) {
        return planned(scenarios, (scenario, calm) -> {
            List<List<Planned>> singles = new ArrayList<>();
            calm.calls().forEach((site, calls) -> {
                occurrences
                        .apply(site, calls)
                        .forEach(occurrence ->
                                kinds(site).forEach(kind -> singles.add(List.of(new Planned(site, occurrence, kind)))));
            });
            return singles;
        });
    }

    /** Every pair of a fault at one site and a fault at another or the same, in every scenario. */
    public Summary pairs() {
        return pairs(FixedScenario.all());
    }

    /** The same in one scenario. */
    public Summary pairs(String scenario) {
        return pairs(List.of(FixedScenario.named(scenario)));
    }

    private Summary pairs(List<FixedScenario> scenarios) {
        return planned(scenarios, (scenario, calm) -> {
            List<Planned> each = new ArrayList<>();
            calm.calls().keySet().forEach(site -> kinds(site).forEach(kind -> each.add(new Planned(site, 1, kind))));
            List<List<Planned>> pairs = new ArrayList<>();
            for (int one = 0; one < each.size(); one++) {
                for (int other = one; other < each.size(); other++) {
                    Planned second = each.get(other);
                    pairs.add(List.of(
                            each.get(one),
                            second.site().equals(each.get(one).site())
                                    ? new Planned(second.site(), 2, second.kind())
                                    : second));
                }
            }
            return pairs;
        });
    }

    private Summary summary() {
        return new Summary(
                mutant.equals(Mutant.NONE)
                        ? ""
                        : mutant.equals(Mutant.ROLLOUT) ? " --rollout" : " --mutant '%s'".formatted(mutant.name()));
    }

    private static List<FaultKind> kinds(FaultPoint site) {
        return List.copyOf(site.applicable());
    }

    private Summary planned(
            List<FixedScenario> scenarios, BiFunction<FixedScenario, SimulationResult, List<List<Planned>>> plans) {
        Summary summary = summary();
        for (FixedScenario scenario : scenarios) {
            SimulationResult calm = stages.get().play(scenario, List.of(), false);
            summary.add(scenario, List.of(), calm);
            plans.apply(scenario, calm).parallelStream()
                    .forEach(
                            faults -> summary.add(scenario, faults, stages.get().play(scenario, faults, false)));
        }
        return summary;
    }

    /** Each mutant with the first of so many seeds that shows it. */
    public List<Simulator.MutantResult> mutants(long most) {
        return Mutants.all().stream().map(mutant -> killed(mutant, most)).toList();
    }

    /** The first of so many seeds at which this mutant breaks any promise. */
    public static Optional<Long> noticed(String mutant, long most) {
        return killed(Mutants.named(mutant), most).seed();
    }

    /** The first of so many seeds at which this mutant breaks this promise, whatever others it breaks before. */
    public static Optional<Long> breaks(String mutant, String promise, long most) {
        return first(
                        Mutants.named(mutant),
                        most,
                        ending -> ending.violations().stream()
                                .anyMatch(violation -> violation.promise().equals(promise)))
                .map(SimulationResult::seed);
    }

    /** The first of so many seeds at which this mutant breaks any promise where one rung of the ladder alone has capacity. */
    public static Optional<Long> noticedOnLadders(String mutant, long most) {
        return first(
                        Mutants.named(mutant),
                        most,
                        ending -> !ending.good(),
                        (stage, seed) -> stage.playLadder(seed, false))
                .map(SimulationResult::seed);
    }

    /** Which seed showed a mutant, and which promise it broke there. */
    public record MutantResult(String mutant, Optional<Long> seed, String promise) {}

    private static Simulator.MutantResult killed(Mutant mutant, long most) {
        Optional<SimulationResult> shown = first(mutant, most, ending -> !ending.good());
        return new Simulator.MutantResult(
                mutant.name(),
                shown.map(SimulationResult::seed),
                shown.map(Simulator::promise).orElse(""));
    }

    /** Seed by seed, a few at once, since one that is hard to notice takes as long as all others. */
    private static Optional<SimulationResult> first(Mutant mutant, long most, Predicate<SimulationResult> wanted) {
        return first(mutant, most, wanted, (stage, seed) -> stage.play(seed, false));
    }

    private static Optional<SimulationResult> first(
            Mutant mutant,
            long most,
            Predicate<SimulationResult> wanted,
            BiFunction<Harness, Long, SimulationResult> play) {
        ThreadLocal<Harness> stages = ThreadLocal.withInitial(() -> new Harness(mutant));
        for (long from = 1; from <= most; from += AT_ONCE) {
            Optional<SimulationResult> shown = LongStream.range(from, Math.min(from + AT_ONCE, most + 1))
                    .parallel()
                    .mapToObj(seed -> play.apply(stages.get(), seed))
                    .filter(wanted)
                    .findFirst();
            if (shown.isPresent()) {
                return shown;
            }
        }
        return Optional.empty();
    }

    private static String promise(SimulationResult ending) {
        return ending.violations().isEmpty()
                ? "liveness"
                : ending.violations().get(0).promise();
    }
}
