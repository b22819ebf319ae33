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

/** Asks for a run of what is there now. */
@Command(name = "run", description = "Asks for a run of the files that are there now.", mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(names = "--by", defaultValue = "${sys:user.name}", description = "Who asks (${DEFAULT-VALUE}).")
    private String by;

    @Option(names = "--reason", defaultValue = "asked on the command line", description = "Why; history keeps it.")
    private String reason;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Parameters(paramLabel = "DATASET", description = "The dataset.")
    private String dataset;

    @Override
    public Integer call() {
        try (Orchestrator orchestrator = function.orchestrator()) {
            JsonNode answer = orchestrator.ask(Orchestrator.command("run")
                    .put("dataset", dataset)
                    .put("by", by)
                    .put("reason", reason));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(answer);
            } else {
                out.println(answer.path("message").asText());
                if (answer.path("run").isObject()) {
                    RunTable.print(answer.path("run"), out);
                }
            }
            return Orchestrator.exitCode(answer);
        }
    }
}
