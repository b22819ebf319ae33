package dev.mayfly.cli.bench.catalog;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.local.http.Faults;
import dev.mayfly.local.http.RequestLog;
import dev.mayfly.local.lambda.FunctionHost;
import dev.mayfly.local.lambda.LambdaSettings;
import dev.mayfly.orchestrator.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Has the deployed function publish a verified run of very many partitions into the embedded Glue, and kills it again and again. */
final class CatalogBench {
    private static final Duration NO_TICK = Duration.ofDays(1);
    private static final Duration BETWEEN = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(3);
    private final ProjectHome home;
    private final Settings settings;
    private final Consumer<String> told;

    /** How many partitions, how often the function dies, how long Glue takes, how long a dead invocation is waited for. */
    record Settings(int partitions, int kills, long seed, Duration latency, Duration lease, int heapMegabytes) {}

    CatalogBench(ProjectHome home, Settings settings, Consumer<String> told) {
        this.home = home;
        this.settings = settings;
        this.told = told;
    }

    CatalogResult run(Path folder) throws IOException {
        LocalDeployment.Options props = LocalDeployment.Options.usual(home)
                .withEvents(new EventSettings(1, 0, Duration.ZERO, Optional.of(NO_TICK)))
                .withLambda(LambdaSettings.quick().withHeap(settings.heapMegabytes()))
                .withPolicy("quiet=PT5S,actorLease=" + settings.lease());
        try (LocalDeployment stage = LocalDeployment.open(home, folder, props);
                S3Client s3 = stage.clients().build(S3Client.builder());
                GlueClient glue = stage.clients().build(GlueClient.builder());
                LambdaClient lambda = patient(stage.clients())) {
            return run(stage, s3, glue, lambda);
        }
    }

    private CatalogResult run(LocalDeployment stage, S3Client s3, GlueClient glue, LambdaClient lambda) {
        LiteralEvents events = new LiteralEvents(
                settings.partitions(),
                stage.bucket("RawBucket"),
                stage.bucket("CuratedBucket"),
                LiteralEvents.RUN,
                false);
        stage.define(new DatasetSource(LiteralEvents.DATASET, "", LiteralEvents.DATABASE, events.definition()));
        VerifiedRun run = new VerifiedRun(s3, stage.bucket("StateBucket"), events);
        long manifestBytes = run.leave();
        told.accept("%,d partitions stand in a manifest of %,d bytes".formatted(settings.partitions(), manifestBytes));

        RequestLog log = stage.cloud().requests();
        String function = stage.cloud().deployment().functions().get(0).name();
        FunctionHost host = stage.cloud().function(function);
        stage.cloud().faults().arm("glue", "*", Integer.MAX_VALUE, new Faults.Fault.Delay(settings.latency()));
        long begin = System.nanoTime();
        int invocations;
        int kills;
        try (Killer killer = Killer.start(host, log, settings.kills(), expectedCalls(), settings.seed())) {
            invocations = untilNothingIsInHand(lambda, function, run.ledger(), log, killer);
            kills = killer.kills();
        }
        GlueCalls published = GlueCalls.of(log);
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();

        try (Orchestrator orchestrator = new Orchestrator(stage.clients(), function)) {
            orchestrator.ask(Orchestrator.command("rollback")
                    .put("dataset", LiteralEvents.DATASET)
                    .put("to", LiteralEvents.RUN)
                    .put("by", "bench")
                    .put("reason", "publishes what is published"));
        }
        try (Killer nobody = Killer.start(host, log, 0, 0, 0)) {
            untilNothingIsInHand(lambda, function, run.ledger(), log, nobody);
        }
        GlueCalls again = GlueCalls.of(log).since(published);
        told.accept("published again: %s".formatted(again));
        stage.cloud().faults().clear();
        return new CatalogResult(
                settings.partitions(),
                invocations,
                kills,
                published.partitionWrites(),
                published.reads(),
                again.partitionWrites() + again.tableWrites(),
                again.reads() > 0 && new FinalState(glue, events).exact(),
                manifestBytes,
                settings.heapMegabytes() * 1_048_576L,
                seconds);
    }

    /** Looks, one after the other, until the run is over; answers how many of them came to the catalog. */
    private int untilNothingIsInHand(
            LambdaClient lambda, String function, Ledger ledger, RequestLog log, Killer killer) {
        long end = System.nanoTime() + LONGEST.toNanos();
        int invocations = 0;
        while (ledger.read(LiteralEvents.DATASET).orElseThrow().head().run().isPresent()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the run is not published after " + LONGEST);
            }
            GlueCalls before = GlueCalls.of(log);
            String error = lambda.invoke(request ->
                            request.functionName(function).payload(SdkBytes.fromUtf8String("{\"tick\":true}")))
                    .functionError();
            GlueCalls made = GlueCalls.of(log).since(before);
            if (made.all() > 0) {
                invocations++;
                told.accept("invocation %d: %s%s, %d kills so far"
                        .formatted(invocations, made, error == null ? "" : " (" + error + ")", killer.kills()));
            } else {
                LockSupport.parkNanos(BETWEEN.toNanos());
            }
        }
        return invocations;
    }

    private long expectedCalls() {
        return settings.partitions() / 100L + 3L * settings.partitions() / 1_000;
    }

    /** Waits as long as the function may work, and never asks twice. */
    private static LambdaClient patient(Clients clients) {
        return clients.build(
                LambdaClient.builder()
                        .overrideConfiguration(
                                configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry())),
                ApacheHttpClient.builder().socketTimeout(LONGEST_INVOCATION));
    }
}
