package dev.mayfly.cli.verify;

import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Copies a file as a run over restless files does: under the condition that it is still the one that was listed. */
final class CopyConditions implements Check {
    private static final int LOST = 412;

    @Override
    public String assumption() {
        return "A failing CopyObject condition answers 412, and the copy's ETag is in the answer";
    }

    @Override
    public Finding run(Target site) {
        String key = "inputs/verify-" + UUID.randomUUID();
        try (S3Client s3 = site.clients().build(S3Client.builder())) {
            String bucket = site.names().bucket("state");
            String etag = s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("one"))
                    .eTag();
            String copied = copy(s3, bucket, key, etag);
            s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString("two"));
            String refused;
            try {
                refused = "was copied all the same: " + copy(s3, bucket, key, etag);
            } catch (S3Exception e) {
                refused = e.statusCode() == LOST ? "412" : "was refused with " + e.statusCode();
            }
            return Finding.of(
                    copied != null && refused.equals("412"),
                    "with the right ETag the answer's is %s; with the old one it %s".formatted(copied, refused));
        }
    }

    private static String copy(S3Client s3, String bucket, String key, String etag) {
        return s3.copyObject(copy -> copy.sourceBucket(bucket)
                        .sourceKey(key)
                        .destinationBucket(bucket)
                        .destinationKey(key + "-copy")
                        .copySourceIfMatch(etag))
                .copyObjectResult()
                .eTag();
    }
}
