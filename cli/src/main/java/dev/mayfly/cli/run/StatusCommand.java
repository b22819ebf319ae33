package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how a run stands or ended. */
@Command(
        name = "status",
        description = "Tells how a run stands, or how it ended and why.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Parameters(paramLabel = "RUN", description = "A run's id.")
    private String run;

    @Override
    public Integer call() {
        try (Orchestrator orchestrator = function.orchestrator()) {
            JsonNode answer = orchestrator.ask(Orchestrator.command("status").put("run", run));
            if (json) {
                spec.commandLine().getOut().println(answer);
            } else {
                RunTable.print(answer.path("run"), spec.commandLine().getOut());
                tell(answer.path("audit"));
            }
            return 0;
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
