package dev.mayfly.cli.bench;

import dev.mayfly.cli.bench.TransformBench.Load;
import dev.mayfly.cli.bench.TransformBench.Result;
import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how the step's time grows with the data, and draws it. */
@Command(
        name = "growth",
        description = "Measures how the step's and DuckDB's CPU seconds grow with the data, and draws it.",
        mixinStandardHelpOptions = true)
public final class GrowthBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scales",
            split = ",",
            defaultValue = "0.1,0.5,1,2,4",
            description = "Times the real data (${DEFAULT-VALUE}).")
    private List<Double> scales;

    @Option(names = "--rounds", defaultValue = "1", description = "Interleaved rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--plot", description = "Where to write the picture (SVG).")
    private Path plot;

    @Option(names = "--json", description = "Print the points as JSON, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ProjectHome home = ProjectHome.find();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Candidate> contenders = new LinkedHashMap<>();
        contenders.put(TransformReport.OURS, new StepCandidate(home, "local[2]", List.of()));
        contenders.put(TransformReport.DUCKDB, new DuckDbCandidate());
        Path scratch = home.scratch().resolve("bench");
        TransformBench bench =
                new TransformBench(new BenchData(scratch), BenchTables.of(home.shippedDataset()), 1, line -> {
                    err.println(line);
                    err.flush();
                });
        List<Load> loads = scales.stream()
                .map(scale -> new Load("whole x " + scale, TransformBench.ALL, scale))
                .toList();
        Map<String, Map<Load, Result>> results = bench.run(contenders, List.of(), loads, rounds);
        ScalingResult growth = ScalingResult.of(results);
        Path picture = plot == null ? scratch.resolve("growth.svg") : plot;
        GrowthPlot.write(growth, picture);
        if (!json) {
            new TransformReport(results).lines().forEach(out::println);
            out.println("drawn in " + picture);
        }
        out.println(json ? growth.json().toString() : growth.json().toPrettyString());
        return 0;
    }
}
