package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

import software.amazon.awssdk.services.s3.model.EncodingType;
/**
 * Lists inputs on S3, all pages. Keys are asked for encoded, here and wherever a listing shows what others may have written: a
 * key with a control character would be no XML, and no client could read the whole page. The SDK decodes them.
 */
public final class S3InputGateway implements InputListing {
    private static final int FORBIDDEN = 403;
    private final S3Client s3;

    @Inject
    public S3InputGateway(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public List<InputFile> list(URI prefix, int most) {
        List<InputFile> files = new ArrayList<>();
        String bucket = S3Uris.bucket(prefix);
        for (S3Object object : s3.listObjectsV2Paginator(
                        request -> request.bucket(bucket).prefix(key(prefix)).encodingType(EncodingType.URL))
                .contents()) {
            if (files.size() == most) {
                throw new IllegalStateException(
                        "more than %d objects lie below %s: join small files before they are uploaded, or move old ones away"
                                .formatted(most, prefix));
            }
            files.add(
                    new InputFile(S3Uris.of(bucket, object.key()), object.eTag().replace("\"", ""), object.size()));
        }
        return files;
    }

    @Override
    public Optional<byte[]> document(URI uri) {
        try {
            return Optional.of(s3.getObjectAsBytes(
                            request -> request.bucket(S3Uris.bucket(uri)).key(key(uri)))
                    .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> etag(URI uri) {
        try {
            return Optional.of(
                    s3.headObject(request -> request.bucket(S3Uris.bucket(uri)).key(key(uri)))
                            .eTag());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            // What may not be listed is not said to be missing: the answer to whom may only read is the same 403.
            if (e.statusCode() == FORBIDDEN) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String key(URI uri) {
        return S3Uris.key(uri);
    }
}
