package dev.mayfly.local.s3;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;

/** Refuses to read and to copy what is in an archive and has no restored copy. */
final class ArchivedObjects extends ForwardingBlobStore {
    private static final int FORBIDDEN = 403;
    private final Archives archives;

    ArchivedObjects(BlobStore store, Archives archives) {
        super(store);
        this.archives = archives;
    }

    @Override
    public ResponseInputStream<GetObjectResponse> getBlob(GetObjectRequest request) {
        readable(request.bucket(), request.key(), "The operation is not valid for the object's storage class");
        return super.getBlob(request);
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        readable(
                request.sourceBucket(),
                request.sourceKey(),
                "Operation is not valid for the source object's storage class");
        return super.copyBlob(request);
    }

    private void readable(String bucket, String key, String why) {
        HeadObjectResponse object = delegate().blobMetadataIfPresent(bucket, key);
        if (object != null && !archives.readable(bucket, key, object.eTag(), object.storageClassAsString())) {
            throw InvalidObjectStateException.builder()
                    .message(why)
                    .statusCode(FORBIDDEN)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("InvalidObjectState")
                            .errorMessage(why)
                            .serviceName("S3")
                            .sdkHttpResponse(SdkHttpResponse.builder()
                                    .statusCode(FORBIDDEN)
                                    .build())
                            .build())
                    .build();
        }
    }
}
