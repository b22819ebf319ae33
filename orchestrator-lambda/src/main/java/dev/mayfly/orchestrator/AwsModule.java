package dev.mayfly.orchestrator;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
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

/** The AWS clients. Those named {@code once} never retry: their callers settle what an ambiguous answer means. */
final class AwsModule extends AbstractModule {
    private static final Duration TRY = Duration.ofSeconds(10);
    private static final Duration CALL = Duration.ofSeconds(25);

    /**
     * Connections as the JDK opens them: the trust store is read when the first of them is encrypted. The client's own way
     * reads it when it is made, a sixth of a cold start where nothing is encrypted. How long a call may take is the callers'.
     */
    @Provides
    @Singleton
    SdkHttpClient http() {
        return UrlConnectionHttpClient.create(where -> {
            try {
                return (HttpURLConnection) where.toURL().openConnection();
            } catch (IOException e) {
                throw new UncheckedIOException("no connection to %s can be opened".formatted(where), e);
            }
        });
    }

    @Provides
    @Singleton
    S3Client s3(SdkHttpClient http, OrchestratorConfig config) {
        return S3Client.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(patient())
                .build();
    }

    @Provides
    @Singleton
    @Named("once")
    S3Client s3Once(SdkHttpClient http, OrchestratorConfig config) {
        return S3Client.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(once())
                .build();
    }

    @Provides
    @Singleton
    EmrClient emr(SdkHttpClient http, OrchestratorConfig config) {
        return EmrClient.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(patient())
                .build();
    }

    @Provides
    @Singleton
    @Named("once")
    EmrClient emrOnce(SdkHttpClient http, OrchestratorConfig config) {
        return EmrClient.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(once())
                .build();
    }

    @Provides
    @Singleton
    GlueClient glue(SdkHttpClient http, OrchestratorConfig config) {
        return GlueClient.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(patient())
                .build();
    }

    @Provides
    @Singleton
    SnsClient sns(SdkHttpClient http, OrchestratorConfig config) {
        return SnsClient.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(patient())
                .build();
    }

    @Provides
    @Singleton
    SchedulerClient scheduler(SdkHttpClient http, OrchestratorConfig config) {
        return SchedulerClient.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(patient())
                .build();
    }

    @Provides
    @Singleton
    EventBridgeClient events(SdkHttpClient http, OrchestratorConfig config) {
        return EventBridgeClient.builder()
                .httpClient(http)
                .region(Region.of(config.region()))
                .overrideConfiguration(patient())
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
