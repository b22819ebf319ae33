package dev.mayfly.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.simulator.Simulator;
import dev.mayfly.simulator.Summary;
import java.io.PrintWriter;
import java.util.List;

/** What the simulator found, for a person and for a program. */
record SimulationReport(Summary summary, List<Simulator.MutantResult> mutants) {
    private static final ObjectMapper JSON = new ObjectMapper();

    boolean good() {
        return summary.violations() == 0
                && summary.unfinished() == 0
                && mutants.stream().allMatch(killing -> killing.seed().isPresent());
    }

    String json() {
        ObjectNode json = JSON.createObjectNode()
                .put("histories", summary.histories())
                .put("violations", summary.violations())
                .put("unfinished", summary.unfinished())
                .put("traceHash", summary.traceHash());
        ArrayNode killed = json.putArray("mutants");
        for (Simulator.MutantResult killing : mutants) {
            ObjectNode mutant = killed.addObject().put("name", killing.mutant());
            killing.seed()
                    .ifPresentOrElse(seed -> mutant.put("killedAtSeed", seed), () -> mutant.putNull("killedAtSeed"));
        }
        ArrayNode uncovered = json.putArray("uncovered");
        summary.uncovered().forEach(uncovered::add);
        return json.toString();
    }

    /** Each failure with the command that plays it again. */
    void printFailures(PrintWriter out) {
        summary.failures().forEach(failure -> out.printf("  %s%n    %s%n", failure.what(), failure.replay()));
        out.flush();
    }

    void print(PrintWriter out) {
        out.printf(
                "%,d histories: %d with a broken promise, %d unfinished; trace hash %s%n",
                summary.histories(), summary.violations(), summary.unfinished(), summary.traceHash());
        printFailures(out);
        out.printf(
                "%ncalled from %d places; faults that occurred there:%n",
                summary.coverage().size());
        summary.coverage().forEach((site, kinds) -> out.printf("  %-45s %s%n", site, kinds));
        summary.uncovered().forEach(missing -> out.printf("  never occurred: %s%n", missing));
        if (!mutants.isEmpty()) {
            out.printf("%n| mutant | first seed that shows it | promise that it breaks |%n|---|---|---|%n");
            mutants.forEach(killing -> out.printf(
                    "| %s | %s | %s |%n",
                    killing.mutant(),
                    killing.seed().map(String::valueOf).orElse("none: it survived"),
                    killing.promise()));
        }
    }
}
