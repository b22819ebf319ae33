package dev.mayfly.cli.sync;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** One file on its way up: at once when it is small, in parts when it is large; a part that fails is sent again by the SDK. */
final class Upload {
    private static final int PART = 64 * 1024 * 1024;
    private final S3Client s3;
    private final String bucket;
    private final String key;

    Upload(S3Client s3, String bucket, String key) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
    }

    void send(Path file, Map<String, String> metadata, LongConsumer uploadedBytes) {
        try {
            long bytes = Files.size(file);
            if (bytes <= PART) {
                s3.putObject(request -> request.bucket(bucket).key(key).metadata(metadata), RequestBody.fromFile(file));
                uploadedBytes.accept(bytes);
            } else {
                inParts(file, metadata, uploadedBytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    private void inParts(Path file, Map<String, String> metadata, LongConsumer uploadedBytes) throws IOException {
        String id = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).metadata(metadata))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (byte[] part = in.readNBytes(PART); part.length > 0; part = in.readNBytes(PART)) {
                int number = parts.size() + 1;
                byte[] body = part;
                String etag = s3.uploadPart(
                                request -> request.bucket(bucket)
                                        .key(key)
                                        .uploadId(id)
                                        .partNumber(number),
                                RequestBody.fromBytes(body))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
                uploadedBytes.accept(body.length);
            }
        } catch (RuntimeException | IOException e) {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(id));
            throw e;
        }
        s3.completeMultipartUpload(
                request -> request.bucket(bucket).key(key).uploadId(id).multipartUpload(upload -> upload.parts(parts)));
    }
}
