package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.cluster.EmrClusterGateway;
import dev.mayfly.orchestrator.inputs.S3InputGateway;
import dev.mayfly.orchestrator.ledger.HeadNamesGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * The AWS clients, each made when it is first asked for. Those that call {@code once} never retry: their callers settle what
 * an ambiguous answer means.
 */
final class AwsClients {
    private static final Duration TRY = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(25);
    private final Region region;
    private final SdkHttpClient http = UrlConnectionHttpClient.create(AwsClients::open);
    private final Supplier<S3Client> s3 = Lazy.once(() -> made(S3Client.builder(), patient()));
    private final Supplier<S3Client> s3Once = Lazy.once(() -> made(S3Client.builder(), once()));
    private final Supplier<EmrClient> emr = Lazy.once(() -> made(EmrClient.builder(), patient()));
    private final Supplier<EmrClient> emrOnce = Lazy.once(() -> made(EmrClient.builder(), once()));
    private final Supplier<GlueClient> glue = Lazy.once(() -> made(GlueClient.builder(), patient()));
    private final Supplier<SnsClient> sns = Lazy.once(() -> made(SnsClient.builder(), patient()));
    private final Supplier<SchedulerClient> scheduler = Lazy.once(() -> made(SchedulerClient.builder(), patient()));
    private final Supplier<EventBridgeClient> events = Lazy.once(() -> made(EventBridgeClient.builder(), patient()));

    AwsClients(String region) {
        this.region = Region.of(region);
    }

    /** What a tick asks AWS through. */
    TickDoors tickDoors(OrchestratorConfig config) {
        return new TickDoors(
                new EmrClusterGateway(emr(), this::emrOnce, config.clusters()),
                new S3InputGateway(s3()),
                new HeadNamesGateway(s3(), config.deployment().stateBucket()));
    }

    S3Client s3() {
        return s3.get();
    }

    S3Client s3Once() {
        return s3Once.get();
    }

    EmrClient emr() {
        return emr.get();
    }

    EmrClient emrOnce() {
        return emrOnce.get();
    }

    GlueClient glue() {
        return glue.get();
    }

    SnsClient sns() {
        return sns.get();
    }

    SchedulerClient scheduler() {
        return scheduler.get();
    }

    EventBridgeClient events() {
        return events.get();
    }

    /**
     * Connections as the JDK opens them: the trust store is read when the first of them is encrypted. The client's own way
     * reads it when it is made, a sixth of a cold start where nothing is encrypted. How long a call may take is the callers'.
     */
    private static HttpURLConnection open(URI where) {
        try {
            return (HttpURLConnection) where.toURL().openConnection();
        } catch (IOException e) {
            throw new UncheckedIOException("no connection to %s can be opened".formatted(where), e);
        }
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C made(
            B builder, ClientOverrideConfiguration how) {
        return builder.httpClient(http)
                .region(region)
                .overrideConfiguration(how)
                .build();
    }

    private static ClientOverrideConfiguration patient() {
        return usual().build();
    }

    private static ClientOverrideConfiguration once() {
        return usual().retryStrategy(DefaultRetryStrategy.doNotRetry()).build();
    }

    private static ClientOverrideConfiguration.Builder usual() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(TRY)
                .apiCallTimeout(CALL)
                .addExecutionInterceptor(new WithoutExpect());
    }
}
