package dev.mayfly.job.store;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** What a driver keeps things in: objects created once, documents read and overwritten, and folder markers taken away. */
public record Stores(PutIfAbsent once, Documents documents, FolderMarkers markers) {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** The stores that serve a URI's scheme. */
    public static Stores of(URI uri, Configuration conf, Map<String, String> environment) {
        Documents documents = new Documents(conf);
        return switch (String.valueOf(uri.getScheme())) {
            case "file" -> new Stores(new FilePutIfAbsent(), documents, FolderMarkers.none());
            case "s3", "s3a" -> {
                S3Client s3 = s3(environment);
                yield new Stores(new S3PutIfAbsent(s3, FIRST_PAUSE), documents, FolderMarkers.on(s3));
            }
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
}
