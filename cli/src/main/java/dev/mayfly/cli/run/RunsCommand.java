package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the runs of a dataset. */
@Command(name = "runs", description = "Lists the runs of a dataset, the newest first.", mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Option(names = "--limit", defaultValue = "10", description = "How many at the most (${DEFAULT-VALUE}).")
    private int limit;

    @Parameters(
            paramLabel = "DATASET",
            arity = "0..1",
            defaultValue = "retailrocket",
            description = "The dataset (${DEFAULT-VALUE}).")
    private String dataset;

    @Override
    public Integer call() {
        try (Orchestrator orchestrator = function.orchestrator()) {
            JsonNode answer = orchestrator.ask(
                    Orchestrator.command("runs").put("dataset", dataset).put("limit", limit));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer);
            } else {
                answer.path("runs")
                        .forEach(run -> out.printf(
                                "%s  %-10s  %s  %s USD%n",
                                run.path("runId").asText(),
                                run.path("state").asText(),
                                run.path("startedAt").asText(),
                                run.path("cost").path("accruedUsd").asText()));
            }
            return 0;
        }
    }
}
