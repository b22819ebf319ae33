package dev.mayfly.local.emr;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** What EMR itself fetches from S3 and puts there: scripts, and logs as gzip. */
final class NodeArtifacts implements AutoCloseable {
    private final S3Client s3;

    NodeArtifacts(URI endpoint) {
        s3 = S3Client.builder()
                .httpClient(ApacheHttpClient.builder()
                        .socketTimeout(Duration.ofMinutes(5))
                        .build())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("emr", "emr")))
                .build();
    }

    void fetch(URI script, Path to) {
        try {
            Files.deleteIfExists(to);
            s3.getObject(
                    request -> request.bucket(script.getAuthority())
                            .key(script.getPath().substring(1)),
                    to);
            Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a log below the log URI, where there is one. */
    void putLog(String logUri, String path, Path log) {
        if (logUri == null || logUri.isBlank() || !Files.exists(log)) {
            return;
        }
        URI uri = URI.create(logUri.replaceFirst("^s3[an]://", "s3://"));
        String key = (uri.getPath() + "/" + path).replaceAll("^/+", "").replaceAll("/{2,}", "/");
        Path zipped = log.resolveSibling(log.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(log, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        s3.putObject(request -> request.bucket(uri.getAuthority()).key(key), zipped);
    }

    @Override
    public void close() {
        s3.close();
    }
}
