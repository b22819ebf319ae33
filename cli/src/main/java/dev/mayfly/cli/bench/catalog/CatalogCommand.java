package dev.mayfly.cli.bench.catalog;

import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Publishes very many partitions over several invocations of a function that is killed at random; exits with 1 when a bound was broken. */
@Command(
        name = "catalog",
        description = "Publishes very many partitions into the embedded Glue while the function is killed at random.",
        mixinStandardHelpOptions = true)
public final class CatalogCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--partitions",
            defaultValue = "270766",
            description = "How many partitions (${DEFAULT-VALUE}: events by event and itemid).")
    private int partitions;

    @Option(names = "--kills", defaultValue = "6", description = "How often the function is killed (${DEFAULT-VALUE}).")
    private int kills;

    @Option(names = "--seed", defaultValue = "1", description = "Draws when it is killed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--latency",
            defaultValue = "100",
            description = "Milliseconds that Glue waits before each answer (${DEFAULT-VALUE}).")
    private long latencyMillis;

    @Option(
            names = "--heap",
            defaultValue = "72",
            description = "The function's heap in megabytes (${DEFAULT-VALUE}, less than the whole manifest).")
    private int heapMegabytes;

    @Option(names = "--json", description = "Print the result as one JSON document.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        CatalogBench.Settings settings = new CatalogBench.Settings(
                partitions, kills, seed, Duration.ofMillis(latencyMillis), Duration.ofSeconds(30), heapMegabytes);
        Path folder = Files.createTempDirectory("mayfly-bench-catalog");
        try {
            CatalogResult result = new CatalogBench(ProjectHome.find(), settings, line -> {
                        err.println(line);
                        err.flush();
                    })
                    .run(folder);
            print(result);
            List<String> broken = result.broken();
            broken.forEach(bound -> err.println("broken: " + bound));
            err.flush();
            return broken.isEmpty() ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    private void print(CatalogResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(result.json());
        } else {
            out.printf(
                    "%,d partitions in %d invocations, %d of them killed, %d s%n",
                    result.partitions(), result.invocations(), result.kills(), result.seconds());
            out.printf("partition writes   %,d (at most %,d)%n", result.writes(), result.mostWrites());
            out.printf("reads              %,d (at most %,d)%n", result.reads(), result.mostReads());
            out.printf("writes, unchanged  %,d (none)%n", result.writesWhenUnchanged());
            out.printf("final state        %s%n", result.exact() ? "exact" : "WRONG");
            out.printf(
                    "memory             a heap of %,d bytes, a manifest of %,d%n",
                    result.heapBytes(), result.manifestBytes());
        }
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
