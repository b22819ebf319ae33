package dev.mayfly.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says how many bytes an analyst's lookups fetch from each layout. */
@Command(
        name = "layouts",
        description = "Counts the bytes that Parquet's own reader fetches for a lookup, from each layout.",
        mixinStandardHelpOptions = true)
public final class LayoutsBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--scale", defaultValue = "1", description = "Times the real data (${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--json", description = "Print the bytes of our layout as JSON, and nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException, SQLException {
        ProjectHome home = ProjectHome.find();
        PrintWriter out = spec.commandLine().getOut();
        BenchData data = new BenchData(home.scratch().resolve("bench"));
        BenchTables tables = BenchTables.of(home.shippedDataset());
        Path csv = data.ofScale(scale);
        List<PointQuery> queries = PointQuery.of(csv);
        Map<String, Candidate> contenders = new LinkedHashMap<>();
        contenders.put(TransformReport.OURS, new StepCandidate(home, "local[2]", List.of()));
        if (!json) {
            contenders.put(TransformReport.DUCKDB, new DuckDbCandidate());
            contenders.put("plain", new PlainSparkCandidate(home));
        }
        Map<String, List<Long>> fetched = new LinkedHashMap<>();
        for (Map.Entry<String, Candidate> contender : contenders.entrySet()) {
            Path folder = data.empty("layouts/" + contender.getKey());
            List<TablePlan> plans = tables.plans(List.of("events", "item_properties"), csv, folder);
            contender.getValue().run(plans, folder);
            fetched.put(contender.getKey(), new FetchCount(home).of(queries, folder));
        }
        if (json) {
            out.println(json(queries, fetched.get(TransformReport.OURS)));
            return 0;
        }
        out.println("| layout | "
                + String.join(" | ", queries.stream().map(PointQuery::name).toList()) + " |");
        out.println("|---".repeat(queries.size() + 1) + "|");
        out.println(row(
                "raw CSV", queries.stream().map(query -> query.csvBytes(csv)).toList()));
        fetched.forEach((name, bytes) -> out.println(row(name, bytes)));
        return 0;
    }

    private static String json(List<PointQuery> queries, List<Long> bytes) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        ObjectNode node = root.putObject("bytesFetched");
        for (int i = 0; i < queries.size(); i++) {
            node.put(queries.get(i).name(), bytes.get(i));
        }
        return root.toString();
    }

    private static String row(String name, List<Long> bytes) {
        return "| %s | %s |"
                .formatted(
                        name,
                        String.join(
                                " | ",
                                bytes.stream()
                                        .map(b -> String.format(Locale.ROOT, "%,d KB", b / 1024))
                                        .toList()));
    }
}
