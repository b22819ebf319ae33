package dev.mayfly.orchestrator.inputs;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.RestoreStatus;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Lists inputs on S3, all pages. Keys are asked for encoded, here and wherever a listing shows what others may have written: a
 * key with a control character would be no XML, and no client could read the whole page. The SDK decodes them.
 */
public final class S3InputGateway implements ObjectReader {
    private static final Logger LOG = LoggerFactory.getLogger(S3InputGateway.class);
    private static final int MOVED = 301;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int PRECONDITION_FAILED = 412;
    private static final Set<ObjectStorageClass> ARCHIVES =
            Set.of(ObjectStorageClass.GLACIER, ObjectStorageClass.DEEP_ARCHIVE);
    private static final Map<Integer, String> REMEDIES = Map.of(
            MOVED,
            "The bucket is in another region than the deployment: name a bucket of the deployment's region as source",
            FORBIDDEN,
            "Check the permissions of the function's role (and those of the KMS key), the policy of the bucket, and whether the bucket "
                    + "is Requester Pays, which is not supported",
            NOT_FOUND,
            "There is no such bucket: create it, or name another as source");
    private static final Pattern EXPIRY = Pattern.compile("expiry-date=\"([^\"]+)\"");
    private final S3Client s3;

    @Inject
    public S3InputGateway(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public Listing objects(URI prefix, int most) {
        try {
            return listed(prefix, most);
        } catch (S3Exception e) {
            throw REMEDIES.containsKey(e.statusCode()) ? refused(prefix, e) : e;
        }
    }

    private static SourceRefusedException refused(URI prefix, S3Exception answer) {
        String code = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
        return new SourceRefusedException(
                prefix, (answer.statusCode() + " " + code).strip(), REMEDIES.get(answer.statusCode()), answer);
    }

    private Listing listed(URI prefix, int most) {
        List<InputFile> files = new ArrayList<>();
        List<ArchivedFile> archived = new ArrayList<>();
        Set<URI> tiered = new HashSet<>();
        String bucket = S3Uris.bucket(prefix);
        for (S3Object object : s3.listObjectsV2Paginator(request -> request.bucket(bucket)
                        .prefix(key(prefix))
                        .encodingType(EncodingType.URL)
                        .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS))
                .contents()) {
            if (files.size() == most) {
                break;
            }
            InputFile file =
                    new InputFile(S3Uris.of(bucket, object.key()), object.eTag().replace("\"", ""), object.size());
            files.add(file);
            archived(file, object).ifPresent(archived::add);
            if (object.storageClass() == ObjectStorageClass.INTELLIGENT_TIERING) {
                tiered.add(file.uri());
            }
        }
        return new Listing(files, archived, tiered);
    }

    @Override
    public Optional<ObjectDetails> details(InputFile file) {
        try {
            return Optional.of(details(s3.headObject(request -> request.bucket(S3Uris.bucket(file.uri()))
                    .key(key(file.uri()))
                    .ifMatch("\"" + file.etag() + "\"")
                    .checksumMode(ChecksumMode.ENABLED))));
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND || e.statusCode() == PRECONDITION_FAILED) {
                return Optional.empty();
            }
            // Nothing is known of it, which is not a reason to start no run: the listing could be read.
            if (e.statusCode() == FORBIDDEN || e.statusCode() == BAD_REQUEST) {
                LOG.warn("S3 does not show the checksum of {}: {}", file.uri(), e.getMessage());
                return Optional.of(ObjectDetails.UNKNOWN);
            }
            throw e;
        }
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
    public Optional<byte[]> readUntrusted(URI uri, int mostBytes) {
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

    private static Optional<ArchivedFile> archived(InputFile file, S3Object object) {
        return object.storageClass() != null && ARCHIVES.contains(object.storageClass())
                ? Optional.of(new ArchivedFile(
                        file,
                        object.storageClassAsString(),
                        object.restoreStatus() != null
                                && Boolean.TRUE.equals(object.restoreStatus().isRestoreInProgress()),
                        Optional.ofNullable(object.restoreStatus()).map(RestoreStatus::restoreExpiryDate)))
                : Optional.empty();
    }

    private static ObjectDetails details(HeadObjectResponse head) {
        return new ObjectDetails(
                checksum(head),
                Optional.ofNullable(head.archiveStatusAsString()),
                head.restore() != null && head.restore().contains("ongoing-request=\"true\""),
                Optional.ofNullable(head.restore())
                        .map(EXPIRY::matcher)
                        .filter(Matcher::find)
                        .map(found -> ZonedDateTime.parse(found.group(1), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant()));
    }

    /** Of the whole content, or of its parts' checksums: the latter is equal only where the parts are, so the type is part of it. */
    private static Optional<String> checksum(HeadObjectResponse head) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("SHA256", head.checksumSHA256());
        all.put("CRC64NVME", head.checksumCRC64NVME());
        all.put("SHA1", head.checksumSHA1());
        all.put("CRC32C", head.checksumCRC32C());
        all.put("CRC32", head.checksumCRC32());
        return all.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .findFirst()
                .map(entry -> entry.getKey()
                        + (head.checksumType() == ChecksumType.COMPOSITE ? "-COMPOSITE:" : ":")
                        + entry.getValue());
    }

    private static String key(URI uri) {
        return S3Uris.key(uri);
    }
}
