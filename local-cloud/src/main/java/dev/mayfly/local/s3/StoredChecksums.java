package dev.mayfly.local.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.checksum.FlexChecksum;
import org.gaul.s3proxy.checksum.MpuChecksums;
import software.amazon.awssdk.checksums.SdkChecksum;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Part;

/**
 * A checksum for every object, as S3 keeps one: of the algorithm that its writer chose, else CRC64NVME of the whole content. S3Proxy
 * keeps only those that come in a header; the others are computed when somebody asks for them.
 */
final class StoredChecksums extends ForwardingBlobStore {
    /** What {@link ObjectAttributes} notes down of a writer's choice. */
    static final String ALGORITHM = "mayfly_checksum_algorithm";

    static final String TYPE = "mayfly_checksum_type";
    /** Where S3Proxy keeps what an upload in parts began with, which it hands on to the object. */
    private static final String UPLOAD = ".s3proxy-mpu-stub-";

    private static final int BUFFER = 1 << 16;
    private final Map<String, String> computed = new ConcurrentHashMap<>();
    private final Map<String, List<Long>> partSizes = new ConcurrentHashMap<>();

    StoredChecksums(BlobStore store) {
        super(store);
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        HeadObjectResponse object = super.blobMetadata(request);
        if (object == null || request.key().startsWith(UPLOAD)) {
            return object;
        }
        // Attributes are asked for without this mode, and S3Proxy finds checksums in the metadata for them.
        boolean asked = request.checksumMode() == ChecksumMode.ENABLED;
        return object.toBuilder()
                .metadata(metadata(request.bucket(), request.key(), object.eTag(), object.metadata(), asked))
                .build();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        ResponseInputStream<GetObjectResponse> object = super.getBlob(request);
        boolean asked = request.checksumMode() == ChecksumMode.ENABLED && request.range() == null;
        GetObjectResponse head = object.response();
        return new ResponseInputStream<>(
                head.toBuilder()
                        .metadata(metadata(request.bucket(), request.key(), head.eTag(), head.metadata(), asked))
                        .build(),
                object);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        Map<Integer, Long> sizes = new HashMap<>();
        for (Part part : delegate().listMultipartUpload(upload)) {
            sizes.put(part.partNumber(), part.size());
        }
        List<Long> inOrder = new ArrayList<>();
        for (CompletedPart part : request.multipartUpload().parts()) {
            inOrder.add(sizes.getOrDefault(part.partNumber(), 0L));
        }
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        partSizes.put(version(upload.containerName(), upload.blobName(), response.eTag()), inOrder);
        return response;
    }

    /** The algorithm and type of an object's checksum, as a listing shows them. */
    Choice choice(String bucket, String key) {
        Map<String, String> metadata = delegate().blobMetadata(bucket, key).metadata();
        for (FlexChecksum algorithm : FlexChecksum.values()) {
            if (metadata.containsKey(algorithm.metadataKey())) {
                return new Choice(
                        algorithm.name(), metadata.getOrDefault(MpuChecksums.TYPE_METADATA_KEY, "FULL_OBJECT"));
            }
        }
        return choice(metadata);
    }

    /** What S3 computes, and over what. */
    record Choice(String algorithm, String type) {}

    private static Choice choice(Map<String, String> metadata) {
        return new Choice(
                metadata.getOrDefault(ALGORITHM, "CRC64NVME").toUpperCase(Locale.ROOT),
                metadata.getOrDefault(TYPE, "FULL_OBJECT"));
    }

    private Map<String, String> metadata(
            String bucket, String key, String etag, Map<String, String> kept, boolean asked) {
        Map<String, String> shown = new HashMap<>(kept);
        shown.remove(ALGORITHM);
        shown.remove(TYPE);
        boolean known =
                Arrays.stream(FlexChecksum.values()).anyMatch(algorithm -> kept.containsKey(algorithm.metadataKey()));
        if (known || !asked) {
            return shown;
        }
        Choice choice = choice(kept);
        FlexChecksum algorithm = FlexChecksum.fromAlgorithmName(choice.algorithm());
        List<Long> parts = partSizes.get(version(bucket, key, etag));
        boolean composite = choice.type().equals(MpuChecksums.COMPOSITE);
        if (algorithm == null || (composite && parts == null)) {
            return shown;
        }
        String value = computed.computeIfAbsent(
                version(bucket, key, etag) + choice,
                version -> composite ? ofParts(bucket, key, algorithm, parts) : ofAll(bucket, key, algorithm));
        shown.put(algorithm.metadataKey(), value);
        shown.put(MpuChecksums.TYPE_METADATA_KEY, choice.type());
        return shown;
    }

    private static String version(String bucket, String key, String etag) {
        return bucket + "/" + key + " " + String.valueOf(etag).replace("\"", "");
    }

    private String ofAll(String bucket, String key, FlexChecksum algorithm) {
        try (InputStream content = delegate().getBlob(bucket, key)) {
            return Base64.getEncoder().encodeToString(digest(content, algorithm, Long.MAX_VALUE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checksum of the parts' checksums, with their number. */
    private String ofParts(String bucket, String key, FlexChecksum algorithm, List<Long> sizes) {
        SdkChecksum all = algorithm.newChecksum();
        try (InputStream content = delegate().getBlob(bucket, key)) {
            for (long size : sizes) {
                byte[] part = digest(content, algorithm, size);
                all.update(part, 0, part.length);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(all.getChecksumBytes()) + "-" + sizes.size();
    }

    private static byte[] digest(InputStream content, FlexChecksum algorithm, long most) throws IOException {
        SdkChecksum checksum = algorithm.newChecksum();
        byte[] buffer = new byte[BUFFER];
        long left = most;
        while (left > 0) {
            int read = content.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            checksum.update(buffer, 0, read);
            left -= read;
        }
        return checksum.getChecksumBytes();
    }
}
