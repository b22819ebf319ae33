package dev.mayfly.cli.aws;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.orchestrator.cluster.ClusterTemplate;
import dev.mayfly.orchestrator.cost.HourlyCostBound;
import dev.mayfly.orchestrator.cost.PriceBook;
import dev.mayfly.orchestrator.dataset.DatasetProblem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says everything that is wrong with dataset files and cluster templates before they are deployed; exits with 1 if anything is. */
@Command(
        name = "validate",
        description =
                "Checks dataset files (.yaml) and cluster templates (.json): every problem, with its line and remedy.",
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            description = "What to check; without any: datasets/*.yaml and cluster-templates/*.json of the project.")
    private List<Path> files = List.of();

    @Option(names = "--raw", defaultValue = "raw", description = "The bucket that $${raw} stands for.")
    private String raw;

    @Option(names = "--curated", defaultValue = "curated", description = "The bucket that $${curated} stands for.")
    private String curated;

    @Option(names = "--region", defaultValue = "us-east-1", description = "Whose prices count (${DEFAULT-VALUE}).")
    private String region;

    @Option(
            names = "--raw-bucket",
            description = "Ask AWS whether this bucket of yours tells EventBridge of its files, too.")
    private Optional<String> rawBucket = Optional.empty();

    @Option(names = "--endpoint", hidden = true)
    private Optional<URI> endpoint = Optional.empty();

    @Override
    public Integer call() throws IOException {
        List<Path> all = files.isEmpty() ? shipped() : files;
        DatasetCheck datasets = new DatasetCheck(Map.of("raw", raw, "curated", curated));
        TemplateCheck templates = new TemplateCheck(new HourlyCostBound(PriceBook.shipped(region)));
        List<DatasetProblem> problems = new ArrayList<>();
        for (Path file : all) {
            if (!Files.isRegularFile(file)) {
                problems.add(new DatasetProblem(file.toString(), 1, "the file", "is not there"));
            } else if (file.toString().endsWith(".json")) {
                templates.add(file);
            } else if (file.toString().matches(".*\\.ya?ml")) {
                datasets.add(file);
            } else {
                problems.add(new DatasetProblem(
                        file.toString(), 1, "the file", "is neither a dataset (.yaml) nor a cluster template (.json)"));
            }
        }
        problems.addAll(templates.problems());
        // A deployment carries the shipped templates; those that are checked here may join them.
        problems.addAll(datasets.problems(Stream.concat(ClusterTemplate.shipped().stream(), templates.read().stream())
                .toList()));
        rawBucket.ifPresent(bucket -> problems.addAll(
                new RawBucketCheck(endpoint.map(Clients::of).orElseGet(Clients::ofEnvironment)).problems(bucket)));
        problems.forEach(problem -> spec.commandLine().getErr().println(problem));
        if (problems.isEmpty()) {
            spec.commandLine().getOut().printf("%d files, no problem%n", all.size());
        }
        return problems.isEmpty() ? 0 : 1;
    }

    private static List<Path> shipped() throws IOException {
        Path root = ProjectHome.find().root();
        try (Stream<Path> datasets = Files.list(root.resolve("datasets"));
                Stream<Path> templates = Files.list(root.resolve("cluster-templates"))) {
            return Stream.concat(datasets, templates)
                    .filter(file -> file.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        }
    }
}
