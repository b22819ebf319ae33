package dev.mayfly.job.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** Finds the put-if-absent store that serves a URI's scheme. */
public final class Stores {
    public static WriteOnce writeOnce(URI uri, Map<String, String> environment) {
        return switch (String.valueOf(uri.getScheme())) {
            case "file" -> new FileWriteOnce();
            case "s3", "s3a" -> new S3WriteOnce(s3(environment), Duration.ofMillis(200));
            default ->
                throw new IllegalArgumentException(
                        "%s is on no store that can create an object once; s3:// and file: can".formatted(uri));
        };
    }

    private static S3Client s3(Map<String, String> environment) {
        return S3Client.builder()
                .httpClient(ApacheHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(20))
                        .build())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .forcePathStyle(S3Settings.hasOwnEndpoint(environment))
                .build();
    }

    private Stores() {}
}
