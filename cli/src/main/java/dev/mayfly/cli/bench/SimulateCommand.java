package dev.mayfly.cli.bench;

import dev.mayfly.simulator.Simulator;
import dev.mayfly.simulator.Summary;
import dev.mayfly.simulator.fault.PlannedFaults.Planned;
import dev.mayfly.simulator.scenario.SimulationResult;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays seeded histories of the real function in a simulated AWS; exits with 1 when a promise was broken. */
@Command(
        name = "simulate",
        description = "Plays seeded histories of the orchestrator in a simulated AWS and holds them to its promises.",
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    private static final long MUTANT_SEEDS = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--histories",
            defaultValue = "10000",
            description = "How many histories (${DEFAULT-VALUE}); 1 is printed whole.")
    private long histories;

    @Option(names = "--seed", defaultValue = "1", description = "The first one's seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--scenario",
            description = "Only this fixed scenario: printed whole, with the faults given, or with every pair of them.")
    private Optional<String> scenario = Optional.empty();

    @Option(
            names = "--fault",
            description =
                    "In the scenario: at the nth call at a fault point, e.g. 'glue.GetPartitions(catalog)#4=STALE'.")
    private List<String> faults = List.of();

    @Option(
            names = "--pairs",
            description = "Also every pair of faults in the fixed scenarios, or in the one named; takes long.")
    private boolean pairs;

    @Option(names = "--mutants", description = "Also the mutants: each has to be noticed within 10,000 seeds.")
    private boolean mutants;

    @Option(
            names = "--mutant",
            description = "Play this mutant instead of the protocol as it is, to see what it breaks.")
    private Optional<String> mutant = Optional.empty();

    @Option(
            names = "--rollout",
            description =
                    "Deploy a later version of the code in every history, whose heads the present one cannot read.")
    private boolean rollout;

    @Option(
            names = "--ladder",
            description = "Histories in which one rung of the ladder of fallbacks alone has capacity.")
    private boolean ladder;

    @Option(names = "--json", description = "Print the sum as JSON.")
    private boolean json;

    @Override
    public Integer call() {
        // A million looks would each say what they did.
        System.setProperty("mayfly.log", "OFF");
        PrintWriter out = spec.commandLine().getOut();
        if (rollout && mutant.isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--rollout is of the protocol as it is: leave --mutant out");
        }
        Simulator simulator =
                mutant.map(Simulator::of).orElseGet(() -> rollout ? Simulator.ofRollout() : new Simulator());
        if (pairs && !faults.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--pairs is of every fault: leave --fault out");
        }
        if (scenario.isPresent() && pairs) {
            return sum(simulator.pairs(scenario.get()), List.of());
        }
        if (scenario.isPresent()) {
            return one(
                    simulator.scenario(
                            scenario.get(), faults.stream().map(Planned::parse).toList()),
                    out);
        }
        if (ladder) {
            return histories == 1 && !json
                    ? one(simulator.ladder(seed), out)
                    : sum(simulator.ladders(seed, histories), List.of());
        }
        if (histories == 1 && !json) {
            return one(simulator.history(seed), out);
        }
        Summary summary = simulator.histories(seed, histories);
        if (histories > 1) {
            summary = summary.plus(simulator.singleFaultsAtEveryWrite());
        }
        summary = pairs ? summary.plus(simulator.pairs()) : summary;
        return sum(summary, mutants ? simulator.mutants(MUTANT_SEEDS) : List.of());
    }

    private int sum(Summary summary, List<Simulator.MutantResult> killings) {
        PrintWriter out = spec.commandLine().getOut();
        SimulationReport report = new SimulationReport(summary, killings);
        if (json) {
            out.println(report.json());
            report.printFailures(spec.commandLine().getErr());
        } else {
            report.print(out);
        }
        return report.good() ? 0 : 1;
    }

    private static int one(SimulationResult ending, PrintWriter out) {
        ending.lines().forEach(out::println);
        out.printf(
                "seed %d, trace hash %016x: %s%n",
                ending.seed(),
                ending.hash(),
                ending.good()
                        ? "every promise was kept"
                        : ending.violations().isEmpty() ? "it never came to rest" : ending.violations());
        return ending.good() ? 0 : 1;
    }
}
