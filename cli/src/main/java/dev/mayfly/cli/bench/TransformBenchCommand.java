package dev.mayfly.cli.bench;

import dev.mayfly.cli.bench.TransformBench.Load;
import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures ours, DuckDB and a plain Spark job on the same files, in turn. */
@Command(
        name = "transform",
        description = "Measures ours, DuckDB and a plain Spark job on the same files, in turn; CPU seconds decide.",
        mixinStandardHelpOptions = true)
public final class TransformBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--scale", defaultValue = "1", description = "Times the real data (${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--rounds", defaultValue = "5", description = "Interleaved rounds (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--master", defaultValue = "local[2]", description = "Spark's master for ours (${DEFAULT-VALUE}).")
    private String master;

    @Option(
            names = "--plain-always",
            description =
                    "Run the plain job, by far the slowest, in every round and on every load; else once, on the whole.")
    private boolean plainAlways;

    @Option(names = "--without", description = "Leave a contender out: plain takes as long as a round of the others.")
    private List<String> without = new ArrayList<>();

    @Option(
            names = "--no-check",
            description = "Do not hold the rows and a hash of every column to the CSV's in the end.")
    private boolean unchecked;

    @Option(names = "--plot", description = "Where to draw the CPU seconds (SVG).")
    private Path plot;

    @Option(names = "--json", description = "Print the ratios as JSON, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException, SQLException {
        ProjectHome home = ProjectHome.find();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Candidate> contenders = new LinkedHashMap<>();
        contenders.put(TransformReport.OURS, new StepCandidate(home, master, List.of()));
        contenders.put(TransformReport.DUCKDB, new DuckDbCandidate());
        contenders.put("plain", new PlainSparkCandidate(home));
        BenchData data = new BenchData(home.scratch().resolve("bench"));
        TransformBench bench = new TransformBench(data, BenchTables.of(home.shippedDataset()), scale, line -> {
            err.println(line);
            err.flush();
        });
        without.forEach(contenders::remove);
        TransformReport report = new TransformReport(bench.run(
                contenders,
                plainAlways ? List.of() : List.of("plain"),
                List.of(Load.WHOLE, Load.PROPERTIES, Load.EVENTS, Load.MORE_EVENTS),
                rounds));
        if (plot != null) {
            TransformPlot.write(report, plot);
        }
        List<String> differences = unchecked ? List.of() : new HashCheck(bench.written()).differences();
        if (!json) {
            report.lines().forEach(out::println);
            out.println(unchecked ? "not held to the CSV" : "held to the CSV: " + verdict(differences));
        }
        differences.forEach(err::println);
        out.println(json ? report.json().toString() : report.json().toPrettyString());
        return differences.isEmpty() ? 0 : 1;
    }

    private static String verdict(List<String> differences) {
        return differences.isEmpty() ? "rows and the hashes of all columns are equal" : "NOT EQUAL";
    }
}
