package dev.mayfly.cli.demo;

import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.generate.RetailRocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole mission on this machine. */
@Command(
        name = "demo",
        description = "Shows the whole mission on this machine: files land, one cluster lives and dies, SQL answers.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Take the CSV files of a folder instead of making some.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--dataset",
            paramLabel = "FILE",
            description = "A dataset's definition; the shipped one without it.")
    private Optional<Path> definition = Optional.empty();

    @Option(
            names = "--scale",
            defaultValue = "0.005",
            description = "Size of the made files; 1 is 2.76 M events and 20.3 M properties (${DEFAULT-VALUE}).")
    private double scale;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "The same seed makes the same files (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", description = "Print exactly one JSON document; progress goes to standard error.")
    private boolean json;

    @Option(names = "--keep", description = "Keep everything to look at.")
    private boolean keep;

    @Option(
            names = "--patience",
            defaultValue = "60",
            paramLabel = "MINUTES",
            description = "Give up after so long (${DEFAULT-VALUE}).")
    private int patience;

    @Override
    public Integer call() throws IOException, SQLException {
        ProjectHome home = ProjectHome.find();
        data.filter(folder -> !Files.isDirectory(folder)).ifPresent(folder -> {
            throw new IllegalArgumentException("%s is no folder".formatted(folder));
        });
        Clock clock = Clock.systemUTC();
        Path folder = home.scratch().resolve("demo-" + NAME.format(clock.instant()));
        DatasetSource dataset = DatasetSource.read(definition.orElse(home.shippedDataset()));
        // Only the shell that starts us can tell a terminal from a pipe.
        Progress progress = new Progress(System.err, Boolean.getBoolean("mayfly.terminal"));
        try {
            DemoResult result = new Demo(home, folder, progress, clock)
                    .run(
                            data,
                            dataset,
                            dataset.database(),
                            new RetailRocket(scale, seed),
                            Duration.ofMinutes(patience));
            progress.end();
            tell(result);
            return result.succeeded() ? 0 : 1;
        } finally {
            progress.end();
            if (!keep) {
                delete(folder);
            }
        }
    }

    private void tell(DemoResult result) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(result.json());
        } else {
            DemoReport.print(result, out);
            out.println(
                    keep
                            ? "Everything lies in %s; serve it again with ./mayfly local --dir %s"
                                    .formatted(result.folder(), result.folder())
                            : "Nothing is left behind; --keep leaves everything in a folder to look at.");
        }
        out.flush();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
