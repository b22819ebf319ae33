package dev.mayfly.local.http;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** Real SDK clients on a front port, without retries, so that a test sees each answer. */
public final class TestClients {
    private TestClients() {}

    /** Builds the client; the key is any key. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(URI endpoint, B builder) {
        return of(endpoint, builder.httpClientBuilder(ApacheHttpClient.builder()), List.of());
    }

    /** The same over HTTP as the function speaks it: whoever writes to a connection that was closed meanwhile finds it out by failing. */
    public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C ofTheFunction(
            URI endpoint, B builder) {
        return of(
                endpoint,
                builder.httpClientBuilder(UrlConnectionHttpClient.builder()),
                List.of(new ExecutionInterceptor() {
                    @Override
                    public SdkHttpRequest modifyHttpRequest(
                            Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
                        return context.httpRequest().toBuilder()
                                .removeHeader("Expect")
                                .build();
                    }
                }));
    }

    private static <B extends AwsClientBuilder<B, C>, C> C of(
            URI endpoint, B builder, List<ExecutionInterceptor> interceptors) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(
                        c -> c.retryStrategy(r -> r.maxAttempts(1)).executionInterceptors(interceptors))
                .build();
    }
}
