package dev.mayfly.cli.bench.coldstart;

import dev.mayfly.cli.cloud.ProjectHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the function's first call against boto3's; exits with 1 above the bar. */
@Command(
        name = "coldstart",
        description =
                "Starts the deployable zip as Lambda does and has it answer one tick; boto3 makes the same calls for comparison.",
        mixinStandardHelpOptions = true)
public final class ColdStartCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            defaultValue = "7",
            description = "Rounds that count (${DEFAULT-VALUE}), after one that does not.")
    private int rounds;

    @Option(names = "--json", description = "Print the ratio and the zip's size as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ProjectHome home = ProjectHome.find();
        Path folder = Files.createTempDirectory("mayfly-coldstart");
        try (AwsStub aws = new AwsStub()) {
            ColdStart measured = measure(home, folder, aws);
            if (json) {
                spec.commandLine().getOut().println(measured.json());
            } else {
                measured.print(spec.commandLine().getOut());
            }
            return measured.good() ? 0 : 1;
        } finally {
            clear(folder);
        }
    }

    /** Rounds of both in turn, so that what else the machine does meets both. */
    private ColdStart measure(ProjectHome home, Path folder, AwsStub aws) throws IOException, InterruptedException {
        Deployed deployed = Deployed.unpack(home, folder.resolve("task"), aws.endpoint());
        FunctionStart function = new FunctionStart(deployed, aws, folder.resolve("function.log"));
        String state = deployed.function().environment().get("MAYFLY_STATE_BUCKET");
        BotoStart boto = new BotoStart(aws, folder, state);
        Optional<String> peer = BotoStart.versions();
        String interpreter = peer.isPresent() ? BotoStart.interpreter() : "";
        List<Sample> ours = new ArrayList<>();
        List<Sample> theirs = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            ours.add(function.once());
            if (peer.isPresent()) {
                theirs.add(boto.once(interpreter));
                same(ours.get(round), theirs.get(round));
            }
        }
        return new ColdStart(withoutFirst(ours), withoutFirst(theirs), peer, Files.size(home.functionZip()));
    }

    private static void same(Sample function, Sample boto) {
        if (!function.calls().equals(boto.calls())) {
            throw new IllegalStateException(
                    "this compares nothing: the function asked for %s, boto3 for %s; make first_call.py ask for the same"
                            .formatted(function.calls(), boto.calls()));
        }
    }

    private static List<Sample> withoutFirst(List<Sample> samples) {
        return samples.isEmpty() ? samples : samples.subList(1, samples.size());
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
