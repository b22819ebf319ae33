package dev.mayfly.local.s3;

import java.io.InputStream;
import java.util.Set;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Announces each object after it was written, whichever of the three ways it came. */
final class EventingBlobStore extends ForwardingBlobStore {
    private final Set<String> announced;
    private final ObjectCreatedEvents events;

    EventingBlobStore(BlobStore store, Set<String> announced, ObjectCreatedEvents events) {
        super(store);
        this.announced = Set.copyOf(announced);
        this.events = events;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        PutObjectResponse response = super.putBlob(request, body);
        announce(request.bucket(), request.key(), "PutObject");
        return response;
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        CopyObjectResponse response = super.copyBlob(request);
        announce(request.destinationBucket(), request.destinationKey(), "CopyObject");
        return response;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        CompleteMultipartUploadResponse response = super.completeMultipartUpload(upload, request);
        announce(upload.containerName(), upload.blobName(), "CompleteMultipartUpload");
        return response;
    }

    private void announce(String bucket, String key, String reason) {
        if (announced.contains(bucket)) {
            HeadObjectResponse object = delegate().blobMetadata(bucket, key);
            events.created(bucket, key, object.contentLength(), object.eTag(), reason);
        }
    }
}
