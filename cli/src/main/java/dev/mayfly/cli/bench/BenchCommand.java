package dev.mayfly.cli.bench;

import picocli.CommandLine.Command;

/** Measures the transform and its layouts beside what else could be used. */
@Command(
        name = "bench",
        description = "Measures the transform and its layouts beside DuckDB and a plain Spark job.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TransformBenchCommand.class, LayoutsBenchCommand.class})
public final class BenchCommand {}
