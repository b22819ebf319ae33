package dev.mayfly.local.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A store whose objects appear and change in one moment, as S3's do: nobody lists an upload that is still coming, or reads
 * the size of one version with the ETag of another. Bodies come in side by side; only their last moment is one after another.
 */
final class AtomicBlobStore extends ForwardingBlobStore {
    private final ReentrantLock moment;

    /** {@code moment} is held whenever something changes, and by whoever checks before changing. */
    AtomicBlobStore(BlobStore store, ReentrantLock moment) {
        super(store);
        this.moment = moment;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream body) {
        int held = moment.getHoldCount();
        try {
            // The store publishes what it has read once it finds the end.
            return super.putBlob(request, new LockingAtItsEnd(body));
        } finally {
            while (moment.getHoldCount() > held) {
                moment.unlock();
            }
        }
    }

    @Override
    public CopyObjectResponse copyBlob(CopyObjectRequest request) {
        moment.lock();
        try {
            return super.copyBlob(request);
        } finally {
            moment.unlock();
        }
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
            MultipartUpload upload, CompleteMultipartUploadRequest request) {
        moment.lock();
        try {
            return super.completeMultipartUpload(upload, request);
        } finally {
            moment.unlock();
        }
    }

    @Override
    public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
        moment.lock();
        try {
            return super.removeBlob(request);
        } finally {
            moment.unlock();
        }
    }

    @Override
    public HeadObjectResponse blobMetadata(HeadObjectRequest request) {
        moment.lock();
        try {
            return super.blobMetadata(request);
        } finally {
            moment.unlock();
        }
    }

    @Override
    public ListObjectsV2Response list(ListObjectsV2Request request) {
        moment.lock();
        try {
            return super.list(request);
        } finally {
            moment.unlock();
        }
    }

    private final class LockingAtItsEnd extends FilterInputStream {
        LockingAtItsEnd(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            return seen(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return seen(super.read(buffer, offset, length));
        }

        private int seen(int read) {
            if (read < 0) {
                moment.lock();
            }
            return read;
        }
    }
}
