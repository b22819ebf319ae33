package dev.mayfly.cli.local;

import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded cloud until it is interrupted. */
@Command(
        name = "local",
        description = "Runs the embedded cloud in the foreground, with the function deployed and a dataset configured.",
        mixinStandardHelpOptions = true)
public final class LocalCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 4599;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--port",
            defaultValue = "" + USUAL_PORT,
            description = "The port, 0 for any free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--dir", description = "Where its state is kept and found again (.mayfly/local in the project).")
    private Optional<Path> folder = Optional.empty();

    @Option(names = "--dataset", description = "A dataset's definition; the shipped one without it.")
    private Optional<Path> definition = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        ProjectHome home = ProjectHome.find();
        Path where = folder.orElse(home.scratch().resolve("local")).toAbsolutePath();
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        try (LocalDeployment stage = LocalDeployment.open(
                home, where, LocalDeployment.Options.usual(home).onPort(port))) {
            DatasetSource dataset = DatasetSource.read(definition.orElse(home.shippedDataset()));
            stage.define(dataset);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(interrupted, closed)));
            tell(stage, dataset, where);
            interrupted.await();
        } finally {
            closed.countDown();
        }
        return 0;
    }

    private static void stop(CountDownLatch interrupted, CountDownLatch closed) {
        interrupted.countDown();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(LocalDeployment stage, DatasetSource dataset, Path where) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("# The embedded cloud is up; its state is in " + where);
        out.println("# Files that arrive at " + stage.source(dataset) + " start a run. Ctrl-C ends it.");
        out.println("export AWS_ENDPOINT_URL=" + stage.cloud().endpoint());
        out.println(
                "export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1");
        out.flush();
    }
}
