package dev.mayfly.local.s3;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A store of files in which every key is a name of its own, as in S3: {@code a//b} beside {@code a/b}, {@code d} beside {@code d/e}, names that end
 * in a slash or are longer than a file's. Objects that are written while it serves are known to it; files are not to be added beside it.
 */
final class KeyedBlobStore extends ForwardingBlobStore {
    private static final int NOT_FOUND = 404;
    private final Map<String, ObjectIndex> buckets = new ConcurrentHashMap<>();
    /** The file that each upload in parts will become. */
    private final Map<String, String> uploads = new ConcurrentHashMap<>();

    KeyedBlobStore(BlobStore files) {
        super(files);
    }

    private ObjectIndex index(String bucket) {
        return buckets.computeIfAbsent(bucket, this::read);
    }

    private ObjectIndex read(String bucket) {
        ObjectIndex index = new ObjectIndex();
        ListObjectsV2Request request = ListObjectsV2Request.builder()
                .bucket(bucket)
                .maxKeys(Integer.MAX_VALUE)
                .build();
        // An upload that did not come to its end is a file without an ETag.
        delegate().list(request).contents().stream()
                .filter(object -> object.eTag() != null)
                .forEach(object -> {
                    String key = FileNames.key(object.key());
                    index.put(
                            key,
                            new ObjectIndex.Entry(
                                    object.key(), object.toBuilder().key(key).build()));
                });
        return index;
    }

    private void written(String bucket, String key, String file) {
        HeadObjectResponse head = delegate().blobMetadata(bucket, file);
        S3Object object = S3Object.builder()
                .key(key)
                .size(head.contentLength())
                .eTag(head.eTag())
                .lastModified(head.lastModified())
                .storageClass(Optional.ofNullable(head.storageClassAsString()).orElse("STANDARD"))
                .build();
        index(bucket).put(key, new ObjectIndex.Entry(file, object));
    }

    private String there(String bucket, String key) {
        return index(bucket).file(key).orElseThrow(() -> S3Exceptions.noSuchKey(bucket, key, "no object has this key"));
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        return index(request.bucket()).page(request);
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        String file = index(request.bucket()).fileFor(request.key());
        PutObjectResponse response = super.putBlob(request.toBuilder().key(file).build(), body);
        written(request.bucket(), request.key(), file);
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        String file = index(request.destinationBucket()).fileFor(request.destinationKey());
        CopyObjectResponse response = super.copyBlob(request.toBuilder()
                .sourceKey(there(request.sourceBucket(), request.sourceKey()))
                .destinationKey(file)
                .build());
        written(request.destinationBucket(), request.destinationKey(), file);
        return response;
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        return super.blobMetadata(
                request.toBuilder().key(there(request.bucket(), request.key())).build());
    }

    @Override
    public boolean blobExists(String bucket, String key) {
        return index(bucket).file(key).isPresent();
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        return super.getBlob(
                request.toBuilder().key(there(request.bucket(), request.key())).build());
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        Optional<String> file = index(request.bucket()).file(request.key());
        if (file.isEmpty()) {
            return DeleteObjectResponse.builder().build();
        }
        DeleteObjectResponse response =
                super.removeBlob(request.toBuilder().key(file.get()).build());
        index(request.bucket()).remove(request.key());
        return response;
    }

    @Override
    public void deleteBucket(String bucket) {
        super.deleteBucket(bucket);
        buckets.remove(bucket);
    }

    @Override
    public void deleteContainer(String bucket) {
        super.deleteContainer(bucket);
        buckets.remove(bucket);
    }

    @Override
    public ObjectCannedACL getBlobAccess(String bucket, String key) {
        return super.getBlobAccess(bucket, there(bucket, key));
    }

    @Override
    public GetObjectAclResponse getBlobAcl(GetObjectAclRequest request) {
        return super.getBlobAcl(
                request.toBuilder().key(there(request.bucket(), request.key())).build());
    }

    @Override
    public void setBlobAccess(String bucket, String key, ObjectCannedACL access) {
        super.setBlobAccess(bucket, there(bucket, key), access);
    }

    @Override
    public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
        String file = index(request.bucket()).fileFor(request.key());
        MultipartUpload upload =
                super.initiateMultipartUpload(request.toBuilder().key(file).build());
        uploads.put(upload.id(), file);
        return new MultipartUpload(upload.id(), request, upload.response());
    }

    @Override
    public void abortMultipartUpload(MultipartUpload upload) {
        super.abortMultipartUpload(stored(upload));
        uploads.remove(upload.id());
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        MultipartUpload stored = stored(upload);
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(
                stored, request.toBuilder().key(stored.blobName()).build());
        written(upload.containerName(), upload.blobName(), stored.blobName());
        return response;
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request, InputStream body) {
        MultipartUpload stored = stored(upload);
        return super.uploadMultipartPart(
                stored, request.toBuilder().key(stored.blobName()).build(), body);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        return super.listMultipartUpload(stored(upload));
    }

    @Override
    public List<software.amazon.awssdk.services.s3.model.MultipartUpload> listMultipartUploads(String bucket) {
        return super.listMultipartUploads(bucket).stream()
                .map(upload ->
                        upload.toBuilder().key(FileNames.key(upload.key())).build())
                .toList();
    }

    private MultipartUpload stored(MultipartUpload upload) {
        String file = uploads.get(upload.id());
        if (file == null) {
            String message = "The specified upload does not exist. The upload ID may be invalid,"
                    + " or the upload may have been aborted or completed.";
            throw S3Exception.builder()
                    .statusCode(NOT_FOUND)
                    .message(message)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("NoSuchUpload")
                            .errorMessage(message)
                            .build())
                    .build();
        }
        return new MultipartUpload(
                upload.id(), upload.request().toBuilder().key(file).build(), upload.response());
    }
}
