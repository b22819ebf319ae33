package dev.mayfly.orchestrator;

import dev.mayfly.orchestrator.cluster.EmrClusterGateway;
import dev.mayfly.orchestrator.inputs.S3InputGateway;
import dev.mayfly.orchestrator.ledger.S3DatasetIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
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
 * The AWS clients. Those two that a tick needs are made at once, any other whenever it is asked for. Those that call {@code once}
 * never retry: their callers settle what an ambiguous answer means.
 */
final class AwsClients {
    private static final Duration TRY = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(25);
    private final Region region;
    private final SdkHttpClient http = UrlConnectionHttpClient.create(AwsClients::open);
    private final S3Client s3;
    private final EmrClient emr;

    AwsClients(String region) {
        this.region = Region.of(region);
        this.s3 = made(S3Client.builder(), withRetries());
        this.emr = made(EmrClient.builder(), withRetries());
    }

    /** What a tick asks AWS through. */
    TickGateways tickDoors(OrchestratorConfig config) {
        return new TickGateways(
                new EmrClusterGateway(emr, this::emrNoRetry, config.clusters()),
                new S3InputGateway(s3),
                new S3DatasetIndex(s3, config.deployment().stateBucket()));
    }

    S3Client s3() {
        return s3;
    }

    S3Client s3NoRetry() {
        return made(S3Client.builder(), noRetry());
    }

    EmrClient emr() {
        return emr;
    }

    EmrClient emrNoRetry() {
        return made(EmrClient.builder(), noRetry());
    }

    GlueClient glue() {
        return made(GlueClient.builder(), withRetries());
    }

    SnsClient sns() {
        return made(SnsClient.builder(), withRetries());
    }

    SchedulerClient scheduler() {
        return made(SchedulerClient.builder(), withRetries());
    }

    EventBridgeClient events() {
        return made(EventBridgeClient.builder(), withRetries());
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

    private static ClientOverrideConfiguration withRetries() {
        return usual().build();
    }

    private static ClientOverrideConfiguration noRetry() {
        return usual().retryStrategy(DefaultRetryStrategy.doNotRetry()).build();
    }

    private static ClientOverrideConfiguration.Builder usual() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(TRY)
                .apiCallTimeout(CALL)
                .addExecutionInterceptor(new NoExpectContinueInterceptor());
    }
}
