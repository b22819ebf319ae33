package dev.mayfly.cli.bench;

import dev.mayfly.cli.bench.TransformBench.Load;
import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.PrintWriter;
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

    @Option(names = "--plain-once", description = "Run the plain job, by far the slowest, in the first round only.")
    private boolean plainOnce;

    @Option(names = "--without", description = "Leave a contender out: plain takes as long as the others together.")
    private List<String> without = new ArrayList<>();

    @Option(names = "--json", description = "Print the ratios as JSON, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ProjectHome home = ProjectHome.find();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Map<String, Contender> contenders = new LinkedHashMap<>();
        contenders.put(TransformReport.OURS, new StepContender(home, master, List.of()));
        contenders.put(TransformReport.DUCKDB, new DuckDbContender());
        contenders.put("plain", new PlainSparkContender(home));
        BenchData data = new BenchData(home.scratch().resolve("bench"));
        TransformBench bench = new TransformBench(data, BenchTables.of(home.shippedDataset()), scale, line -> {
            err.println(line);
            err.flush();
        });
        without.forEach(contenders::remove);
        TransformReport report = new TransformReport(bench.run(
                contenders,
                plainOnce ? List.of("plain") : List.of(),
                List.of(Load.WHOLE, Load.PROPERTIES, Load.EVENTS, Load.MORE_EVENTS),
                rounds));
        if (!json) {
            report.lines().forEach(out::println);
        }
        out.println(json ? report.json().toString() : report.json().toPrettyString());
        return 0;
    }
}
