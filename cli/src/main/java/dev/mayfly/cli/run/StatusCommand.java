package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how a run stands or ended, or how a dataset stands and what it waits for. */
@Command(
        name = "status",
        description =
                "Tells how a run stands, or how it ended and why; of a dataset, what it waits for and which files no table reads.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    /** No name of a dataset has a capital letter. */
    private static final Pattern RUN_ID = Pattern.compile("\\d{8}T\\d{6}Z-.*");

    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Parameters(paramLabel = "RUN|DATASET", description = "A run's id, or the name of a dataset.")
    private String of;

    @Override
    public Integer call() {
        try (Orchestrator orchestrator = function.orchestrator()) {
            JsonNode answer = orchestrator.ask(
                    Orchestrator.command("status").put(RUN_ID.matcher(of).matches() ? "run" : "dataset", of));
            if (json) {
                spec.commandLine().getOut().println(answer);
            } else {
                print(answer);
            }
            return 0;
        }
    }

    private void print(JsonNode answer) {
        PrintWriter out = spec.commandLine().getOut();
        if (answer.has("waiting")) {
            out.println(answer.path("message").asText());
        }
        if (answer.path("run").isObject()) {
            RunTable.print(answer.path("run"), out);
        }
        if (answer.at("/ignored/files").asLong() > 0) {
            out.println(answer.at("/ignored/message").asText());
        }
        tell(answer.path("audit"));
        if (answer.hasNonNull("next")) {
            out.println("next: " + answer.path("next").asText());
        }
    }

    /** What the dataset's catalog was when it was last compared with what readers should see. */
    private void tell(JsonNode audit) {
        if (audit.hasNonNull("lastAt")) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "audit: %s at %s: %s%n",
                            audit.path("result").asText(),
                            audit.path("lastAt").asText(),
                            audit.path("said").asText());
        }
    }
}
