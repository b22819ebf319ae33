package dev.mayfly.cli;

import dev.mayfly.cli.aws.ValidateCommand;
import dev.mayfly.cli.bench.BenchCommand;
import dev.mayfly.cli.demo.DemoCommand;
import dev.mayfly.cli.local.LocalCommand;
import dev.mayfly.cli.query.QueryCommand;
import dev.mayfly.cli.run.OperatorCommands;
import dev.mayfly.cli.run.RunsCommand;
import dev.mayfly.cli.run.StatusCommand;
import dev.mayfly.cli.sync.SyncCommand;
import dev.mayfly.cli.verify.VerifyAwsCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The mayfly command. Exit codes: 0 all went well, 1 something failed, 2 usage error. */
@Command(
        name = "mayfly",
        description = "Launches a short-lived EMR cluster for one job and makes sure that it dies.",
        mixinStandardHelpOptions = true,
        version = "mayfly 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            LocalCommand.class,
            SyncCommand.class,
            RunsCommand.class,
            StatusCommand.class,
            QueryCommand.class,
            ValidateCommand.class,
            VerifyAwsCommand.class,
            BenchCommand.class
        })
public final class Mayfly {
    private Mayfly() {}

    /** Runs one command line and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, with errors in one sentence. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Mayfly());
        OperatorCommands.ALL.forEach(commandLine::addSubcommand);
        return commandLine.setExecutionExceptionHandler((thrown, line, parsed) -> {
            line.getErr().println(line.getColorScheme().errorText("mayfly: " + sentence(thrown)));
            if (Boolean.getBoolean("mayfly.trace")) {
                thrown.printStackTrace(line.getErr());
            }
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    private static String sentence(Throwable thrown) {
        return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
    }
}
