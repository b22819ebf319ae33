package dev.mayfly.cli.bench;

import dev.mayfly.cli.bench.catalog.CatalogCommand;
import dev.mayfly.cli.bench.coldstart.ColdStartCommand;
import picocli.CommandLine.Command;

/** Measures what is promised; each measurement is a word of its own. */
@Command(
        name = "bench",
        description = "Measures what Mayfly promises.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SimulateCommand.class,
            TransformBenchCommand.class,
            GrowthBenchCommand.class,
            LayoutsBenchCommand.class,
            CatalogCommand.class,
            ColdStartCommand.class
        })
public final class BenchCommand {}
