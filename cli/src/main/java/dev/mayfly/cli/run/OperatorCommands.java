package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The words that a person says about a dataset or a deployment; each is sent to the function as it is. */
public final class OperatorCommands {
    /** All of them. */
    public static final List<Class<?>> ALL = List.of(
            Run.class,
            Plan.class,
            Rerun.class,
            Cancel.class,
            Hold.class,
            Release.class,
            Approve.class,
            Rollback.class,
            Pin.class,
            Unpin.class,
            Audit.class,
            Reap.class,
            Drain.class);

    private abstract static class FunctionCommand implements Callable<Integer> {
        @Spec
        private CommandSpec spec;

        @Mixin
        private FunctionOptions function;

        @Option(names = "--json", description = "Print the answer as JSON.")
        private boolean json;

        abstract void fill(ObjectNode payload);

        @Override
        public final Integer call() {
            ObjectNode payload = Orchestrator.command(spec.name());
            fill(payload);
            try (Orchestrator orchestrator = function.orchestrator()) {
                JsonNode answer = orchestrator.ask(payload);
                PrintWriter out = spec.commandLine().getOut();
                if (json) {
                    out.println(answer);
                } else {
                    tell(answer, out);
                }
                return Orchestrator.exitCode(answer);
            }
        }

        private static void tell(JsonNode answer, PrintWriter out) {
            out.println(answer.path("message").asText());
            answer.path("orphans")
                    .forEach(orphan -> out.printf(
                            "  %s  %s  %s%n",
                            orphan.path("clusterId").asText(),
                            orphan.path("clusterName").asText(),
                            orphan.path("why").asText()));
            if (answer.path("run").isObject()) {
                RunTable.print(answer.path("run"), out);
            }
            if (answer.at("/ignored/files").asLong() > 0) {
                out.println(answer.at("/ignored/message").asText());
            }
            if (answer.hasNonNull("next")) {
                out.println("next: " + answer.path("next").asText());
            }
        }
    }

    private abstract static class DatasetCommand extends OperatorCommands.FunctionCommand {
        @Parameters(paramLabel = "DATASET", description = "The dataset.")
        private String dataset;

        @Override
        void fill(ObjectNode payload) {
            payload.put("dataset", dataset);
        }
    }

    private abstract static class SignedCommand extends OperatorCommands.DatasetCommand {
        @Mixin
        private OperatorCommands.RequestedBy signature;

        @Override
        void fill(ObjectNode payload) {
            super.fill(payload);
            signature.fill(payload);
        }
    }

    /** Who says it and why. */
    static final class RequestedBy {
        @Option(names = "--by", defaultValue = "${sys:user.name}", description = "Who says so (${DEFAULT-VALUE}).")
        private String by;

        @Option(names = "--reason", required = true, description = "Why; history keeps it.")
        private String reason;

        void fill(ObjectNode payload) {
            payload.put("by", by).put("reason", reason);
        }
    }

    /** What a run may cost where it is not what the dataset's owner says. */
    static final class Budget {
        @Option(
                names = "--budget-usd",
                description = "Stands in for the dataset's own, up to the deployment's ceiling.")
        private Optional<BigDecimal> budget = Optional.empty();

        void fill(ObjectNode payload) {
            budget.ifPresent(usd -> payload.put("budgetUsd", usd));
        }
    }

    @Command(
            name = "run",
            description = "Asks for a run of the files that are there now.",
            mixinStandardHelpOptions = true)
    static final class Run extends OperatorCommands.DatasetCommand {
        @Mixin
        private Budget budget;

        @Option(names = "--by", defaultValue = "${sys:user.name}", description = "Who asks (${DEFAULT-VALUE}).")
        private String by;

        @Option(
                names = "--reason",
                defaultValue = "asked on the command line",
                description = "Why; history keeps it (${DEFAULT-VALUE}).")
        private String reason;

        @Override
        void fill(ObjectNode payload) {
            super.fill(payload);
            payload.put("by", by).put("reason", reason);
            budget.fill(payload);
        }
    }

    @Command(
            name = "plan",
            description = "Tells what would be launched now, why, and what it could cost; launches nothing.",
            mixinStandardHelpOptions = true)
    static final class Plan extends OperatorCommands.DatasetCommand {
        @Mixin
        private Budget budget;

        @Override
        void fill(ObjectNode payload) {
            super.fill(payload);
            budget.fill(payload);
        }
    }

    @Command(
            name = "rerun",
            description = "Asks for a run even if the files were dealt with before.",
            mixinStandardHelpOptions = true)
    static final class Rerun extends OperatorCommands.SignedCommand {
        @Mixin
        private Budget budget;

        @Override
        void fill(ObjectNode payload) {
            super.fill(payload);
            budget.fill(payload);
        }
    }

    @Command(name = "cancel", description = "Ends the run in hand and its cluster.", mixinStandardHelpOptions = true)
    static final class Cancel extends OperatorCommands.SignedCommand {}

    @Command(name = "hold", description = "No more runs until released.", mixinStandardHelpOptions = true)
    static final class Hold extends OperatorCommands.SignedCommand {}

    @Command(name = "release", description = "Runs again after a hold or a rollback.", mixinStandardHelpOptions = true)
    static final class Release extends OperatorCommands.SignedCommand {}

    @Command(
            name = "approve",
            description = "Publishes output that is waiting for approval.",
            mixinStandardHelpOptions = true)
    static final class Approve extends OperatorCommands.SignedCommand {}

    private abstract static class GenerationCommand extends OperatorCommands.SignedCommand {
        @Option(
                names = "--to",
                paramLabel = "RUN",
                description =
                        "The run that made it. Without it: the one before (rollback), the present one (pin), the only one (unpin).")
        private Optional<String> to = Optional.empty();

        @Override
        void fill(ObjectNode payload) {
            super.fill(payload);
            to.ifPresent(run -> payload.put("to", run));
        }
    }

    @Command(
            name = "rollback",
            description = "Shows readers an earlier generation again, without a cluster.",
            mixinStandardHelpOptions = true)
    static final class Rollback extends OperatorCommands.GenerationCommand {}

    @Command(
            name = "pin",
            description =
                    "Registers a generation under separate table and view names and keeps it. Existing tables do not change.",
            mixinStandardHelpOptions = true)
    static final class Pin extends OperatorCommands.GenerationCommand {}

    @Command(
            name = "unpin",
            description = "Removes a pin; normal retention applies again.",
            mixinStandardHelpOptions = true)
    static final class Unpin extends OperatorCommands.GenerationCommand {}

    @Command(
            name = "audit",
            description = "Compares the catalog with what readers should see, now, and puts right what differs.",
            mixinStandardHelpOptions = true)
    static final class Audit extends OperatorCommands.SignedCommand {}

    @Command(
            name = "reap",
            description = "Ends the deployment's clusters that no run stands for.",
            mixinStandardHelpOptions = true)
    static final class Reap extends OperatorCommands.FunctionCommand {
        @Option(names = "--dry-run", description = "Only tell which.")
        private boolean dryRun;

        @Override
        void fill(ObjectNode payload) {
            payload.put("dryRun", dryRun);
        }
    }

    @Command(
            name = "drain",
            description = "Holds every dataset and ends every cluster; fails while any is alive.",
            mixinStandardHelpOptions = true)
    static final class Drain extends OperatorCommands.FunctionCommand {
        @Mixin
        private OperatorCommands.RequestedBy signature;

        @Override
        void fill(ObjectNode payload) {
            signature.fill(payload);
        }
    }

    private OperatorCommands() {}
}
