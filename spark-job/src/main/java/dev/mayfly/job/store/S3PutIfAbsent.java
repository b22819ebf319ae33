package dev.mayfly.job.store;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Put-if-absent on S3 by {@code If-None-Match: *}. The client must not retry by itself: its retry would turn a success
 * whose answer was lost into a 412. Every answer but success is settled by reading back, so bodies of rivals must differ.
 */
public final class S3PutIfAbsent implements PutIfAbsent {
    private static final int TRIES = 5;
    private static final int FORBIDDEN = 403;

    private final S3Client s3;
    private final Duration firstPause;

    public S3PutIfAbsent(S3Client s3, Duration firstPause) {
        this.s3 = s3;
        this.firstPause = firstPause;
    }

    @Override
    public Put put(URI uri, byte[] body) {
        String bucket = uri.getAuthority();
        String key = uri.getPath().substring(1);
        Optional<SdkException> last = Optional.empty();
        for (int attempt = 0; attempt < TRIES; attempt++) {
            pause(attempt);
            try {
                s3.putObject(r -> r.bucket(bucket).key(key).ifNoneMatch("*"), RequestBody.fromBytes(body));
                return new Put.Created();
            } catch (SdkException e) {
                if (e instanceof S3Exception s3e && s3e.statusCode() == FORBIDDEN) {
                    throw new IllegalStateException("S3 does not allow the step to create " + uri, e);
                }
                last = Optional.of(e);
            }
            Optional<byte[]> there = read(bucket, key);
            if (there.isPresent()) {
                return Arrays.equals(there.get(), body) ? new Put.Created() : new Put.Taken(there.get());
            }
        }
        throw new IllegalStateException(
                "cannot tell whether %s was created after %d tries".formatted(uri, TRIES), last.orElseThrow());
    }

    private Optional<byte[]> read(String bucket, String key) {
        try {
            ResponseBytes<?> bytes = s3.getObjectAsBytes(r -> r.bucket(bucket).key(key));
            return Optional.of(bytes.asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (SdkException e) {
            // Unknown is not absent, but the next conditional put settles it: it cannot overwrite anything.
            return Optional.empty();
        }
    }

    private void pause(int attempt) {
        if (attempt == 0) {
            return;
        }
        try {
            Thread.sleep(firstPause.multipliedBy(1L << (attempt - 1)).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while settling a conditional write", e);
        }
    }
}
