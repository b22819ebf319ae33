package dev.mayfly.cli.cloud;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/** SDK clients: of an embedded cloud at an endpoint, or of whatever the environment names, AWS itself as a rule. */
public record Clients(Optional<URI> endpoint) {
    // A machine that does everything at once may take long for one answer; one that is gone closes the connection.
    private static final Duration EMBEDDED = Duration.ofMinutes(10);

    /** What the environment says: AWS_ENDPOINT_URL, the region, the credentials. */
    public static Clients ofEnvironment() {
        return new Clients(Optional.empty());
    }

    /** An embedded cloud, which takes any credentials. */
    public static Clients of(URI endpoint) {
        return new Clients(Optional.of(endpoint));
    }

    /** Finishes a client's builder. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder) {
        ApacheHttpClient.Builder http = ApacheHttpClient.builder();
        if (endpoint.isPresent()) {
            http.socketTimeout(EMBEDDED);
        }
        return build(builder, http);
    }

    /** Finishes a client's builder with an HTTP client of its own. */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(
            B builder, ApacheHttpClient.Builder http) {
        builder.httpClientBuilder(http);
        endpoint.ifPresent(where -> builder.endpointOverride(where)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local"))));
        return builder.build();
    }
}
