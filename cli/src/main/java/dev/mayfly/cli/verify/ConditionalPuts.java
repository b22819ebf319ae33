package dev.mayfly.cli.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Sixteen writers want the same object at once, first to create it, then to replace the same version of it. */
final class ConditionalPuts implements Check {
    private static final int WRITERS = 16;
    private static final int LOST = 412;
    private static final int AGAIN = 409;

    @Override
    public String assumption() {
        return "A PutObject with `If-Match` or `If-None-Match: *` has one winner under contention";
    }

    @Override
    public Finding run(Target site) throws Exception {
        List<String> wrong = new ArrayList<>();
        int undecided = 0;
        int rounds = site.pace().rounds();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (S3Client s3 = site.clients()
                .build(S3Client.builder()
                        .overrideConfiguration(
                                configuration -> configuration.retryStrategy(DefaultRetryStrategy.doNotRetry())))) {
            String bucket = site.names().bucket("state");
            for (int round = 0; round < rounds; round++) {
                String key = "claims/verify-" + UUID.randomUUID() + ".json";
                int created = race(writers, () -> put(s3, bucket, key, null));
                String etag =
                        s3.headObject(head -> head.bucket(bucket).key(key)).eTag();
                int replaced = race(writers, () -> put(s3, bucket, key, etag));
                undecided += replaced == 0 ? 1 : 0;
                if (created != 1 || replaced > 1) {
                    wrong.add("round %d: %d created it, %d replaced it".formatted(round, created, replaced));
                }
            }
        } finally {
            writers.shutdownNow();
        }
        return Finding.of(
                wrong.isEmpty(),
                "%d writers, %d rounds of each kind: %s; all were sent away to try again in %d"
                        .formatted(WRITERS, rounds, wrong.isEmpty() ? "never two winners" : wrong, undecided));
    }

    private static int race(ExecutorService writers, Callable<Boolean> write) throws Exception {
        int won = 0;
        for (Future<Boolean> each : writers.invokeAll(java.util.Collections.nCopies(WRITERS, write))) {
            won += each.get() ? 1 : 0;
        }
        return won;
    }

    /** Every body is another, as equal bytes have equal ETags. */
    private static boolean put(S3Client s3, String bucket, String key, String etag) {
        try {
            s3.putObject(
                    put -> (etag == null ? put.ifNoneMatch("*") : put.ifMatch(etag))
                            .bucket(bucket)
                            .key(key),
                    RequestBody.fromString("{\"nonce\":\"" + UUID.randomUUID() + "\"}"));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == LOST || e.statusCode() == AGAIN) {
                return false;
            }
            throw e;
        }
    }
}
