package dev.mayfly.cli.sync;

import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.run.FunctionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.S3Client;

/** Uploads what is new or changed, a manifest last. */
@Command(
        name = "sync",
        description = "Uploads new and changed files of a folder, a manifest last.",
        mixinStandardHelpOptions = true)
public final class SyncCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private FunctionOptions function;

    @Option(
            names = "--to",
            paramLabel = "URI",
            description = "Where to, such as s3://bucket/shop/; otherwise what the dataset's definition says.")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--raw",
            paramLabel = "BUCKET",
            description = "The deployment's raw bucket, for definitions that say $${raw}.")
    private Optional<String> raw = Optional.empty();

    @Option(names = "--dataset-file", description = "The dataset's definition, where it is not in datasets/.")
    private Optional<Path> definition = Optional.empty();

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder with the files.")
    private Path folder;

    @Parameters(index = "1", paramLabel = "DATASET", description = "The dataset.")
    private String dataset;

    @Override
    public Integer call() throws IOException {
        try (S3Client s3 = function.clients().build(Sync.client())) {
            Sync sync = new Sync(s3, RawPrefix.of(target(s3)), tables());
            SyncPlan plan = sync.plan(folder);
            plan.warning().ifPresent(spec.commandLine().getOut()::println);
            spec.commandLine().getOut().flush();
            try (ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName("upload")
                    .setInitialMax(plan.bytes())
                    .setUnit(" MB", 1_048_576)
                    .setStyle(ProgressBarStyle.ASCII)
                    .build()) {
                sync.upload(plan, bar::stepBy);
            }
            spec.commandLine().getOut().println(plan.sentence());
            return 0;
        }
    }

    private Path file() {
        return definition.orElse(Path.of(System.getProperty("mayfly.home", "."), "datasets", dataset + ".yaml"));
    }

    /** Who names a target needs no definition here; the function leaves out of the manifest what no table reads. */
    private TableFiles tables() throws IOException {
        if (to.isPresent() && definition.isEmpty() && !Files.exists(file())) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "there is no definition %s, so the manifest lists every file: name one with --dataset-file%n",
                            file());
            return TableFiles.UNKNOWN;
        }
        return TableFiles.of(file().toString(), DatasetSource.read(file()).yaml());
    }

    private String target(S3Client s3) throws IOException {
        if (to.isPresent()) {
            return to.get();
        }
        String source = DatasetSource.read(file()).source();
        if (!source.contains("${raw}")) {
            return source;
        }
        return source.replace("${raw}", raw.orElseGet(() -> onlyRawBucket(s3)));
    }

    private static String onlyRawBucket(S3Client s3) {
        var found = s3.listBuckets().buckets().stream()
                .map(bucket -> bucket.name())
                .filter(name -> name.contains("-raw-"))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("which raw bucket? %s are there: say --raw BUCKET".formatted(found));
        }
        return found.get(0);
    }
}
