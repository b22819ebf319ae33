package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists inputs on S3, all pages. Keys are asked for encoded, here and wherever a listing shows what others may have written: a
 * key with a control character would be no XML, and no client could read the whole page. The SDK decodes them.
 */
public final class S3InputGateway implements InputListing {
    private static final int BAD_REQUEST = 400;
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
                break;
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
    public Optional<byte[]> foreign(URI uri, int mostBytes) {
        try {
            byte[] bytes = s3.getObject(
                    request -> request.bucket(S3Uris.bucket(uri)).key(key(uri)),
                    ResponseTransformer.unmanaged((response, body) -> beginning(body, mostBytes + 1)));
            return Optional.of(refusedAbove(uri, bytes, mostBytes));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() != FORBIDDEN && e.statusCode() != BAD_REQUEST) {
                throw e;
            }
            throw new UnreadableDocumentException("%s cannot be read: %s".formatted(uri, e.getMessage()), e);
        }
    }

    /** The rest may be of any length, so it is cut off and not read to its end. */
    private static byte[] beginning(AbortableInputStream body, int bytes) {
        try {
            byte[] read = body.readNBytes(bytes);
            if (read.length == bytes) {
                body.abort();
            } else {
                body.close();
            }
            return read;
        } catch (IOException e) {
            body.abort();
            throw RetryableException.create("the answer broke off", e);
        }
    }

    private static byte[] refusedAbove(URI uri, byte[] bytes, int mostBytes) {
        if (bytes.length > mostBytes) {
            throw new UnreadableDocumentException(
                    "%s is larger than %d bytes, which none of its kind needs to be".formatted(uri, mostBytes));
        }
        return bytes;
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
