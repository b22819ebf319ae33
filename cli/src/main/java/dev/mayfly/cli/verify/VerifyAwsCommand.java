package dev.mayfly.cli.verify;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;

/** Looks at what could only be assumed, on an account of the owner's, and leaves nothing there but the bill. */
@Command(
        name = "verify-aws",
        description = {
            "Deploys on the account that the environment names, runs synthetic data, looks at what could only be assumed"
                    + " about AWS, destroys the deployment and writes a report that can be posted.",
            "It costs money: the worst case is worked out first, and nothing is started above --max-usd."
        },
        mixinStandardHelpOptions = true)
public final class VerifyAwsCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Spec
    private CommandSpec spec;

    @Option(names = "--max-usd", required = true, description = "The most that it may cost; the worst case has to fit.")
    private BigDecimal maxUsd;

    @Option(
            names = "--deployment",
            defaultValue = "mayfly-verify",
            description = "The name of the deployment that is made and destroyed (${DEFAULT-VALUE}).")
    private String deployment;

    @Option(
            names = "--scale",
            defaultValue = "0.01",
            description = "Size of the synthetic data; 1 is 2.76 M events (${DEFAULT-VALUE}).")
    private double scale;

    @Option(names = "--report", description = "Where the report goes; a file of .mayfly/ without it.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--dry-run", description = "Say what it may cost and what is looked at; start nothing.")
    private boolean dryRun;

    @Override
    public Integer call() throws Exception {
        if (!deployment.matches("[a-z][a-z0-9-]{1,19}")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--deployment '%s': take a letter, then letters, digits and -, twenty at most"
                            .formatted(deployment));
        }
        String region = new DefaultAwsRegionProviderChain().getRegion().id();
        WorstCase worst = WorstCase.in(region);
        say("worst case: " + worst);
        worst.within(new Usd(maxUsd));
        if (dryRun) {
            Checks.all().forEach(check -> say("would look at: " + check.assumption()));
            return 0;
        }
        return verify(ProjectHome.find(), region, worst);
    }

    private int verify(ProjectHome home, String region, WorstCase worst) throws Exception {
        Clock clock = Clock.systemUTC();
        Clients clients = Clients.ofEnvironment();
        String account;
        try (StsClient sts = clients.build(StsClient.builder().region(Region.of(region)))) {
            account = sts.getCallerIdentity().account();
        }
        Target.Names names = new Target.Names(deployment, account, region, deployment.replace('-', '_'));
        Target site = new Target(clients, names, Target.Pace.OF_AWS, Optional.empty());
        Path folder = Files.createDirectories(home.scratch().resolve("verify-" + NAME.format(clock.instant())));
        List<String> steps = new ArrayList<>();
        List<VerifyReport.Line> lines = List.of();
        try (AwsDeployment made = new AwsDeployment(clients, names, step -> {
            steps.add(step);
            say(step);
        })) {
            made.deploy(home, worst);
            lines = new Verification(site, scale, this::say)
                    .look(DatasetSource.read(home.shippedDataset()), worst, folder.resolve("data"));
        } catch (Exception e) {
            steps.add("it ended early: " + e.getMessage());
            throw e;
        } finally {
            write(
                    new VerifyReport(clock.instant(), "AWS, region " + region, worst, lines, steps),
                    home,
                    report.orElse(folder.resolve("report.md")));
        }
        return lines.stream().allMatch(line -> line.finding().verdict() != Finding.Verdict.DOES_NOT_HOLD) ? 0 : 1;
    }

    private void write(VerifyReport seen, ProjectHome home, Path to) throws IOException {
        List<String> document = Files.readAllLines(home.root().resolve("docs/assumptions.md"));
        Files.writeString(to, seen.markdown(VerifyReport.assumptions(document)));
        say("the report is " + to);
    }

    private void say(String sentence) {
        spec.commandLine().getErr().println(sentence);
        spec.commandLine().getErr().flush();
    }
}
