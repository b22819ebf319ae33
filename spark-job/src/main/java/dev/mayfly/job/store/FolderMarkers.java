package dev.mayfly.job.store;

import java.net.URI;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Takes away the empty object that S3A leaves where it was asked for a folder, so that a LIST shows the output and nothing else. */
public interface FolderMarkers {
    void remove(URI prefix);

    static FolderMarkers none() {
        return prefix -> {};
    }

    static FolderMarkers on(S3Client s3) {
        return prefix -> {
            String bucket = prefix.getAuthority();
            String key = prefix.getPath().substring(1);
            try {
                // Looked up first: deleting what is not there leaves a tombstone in a versioned bucket.
                s3.headObject(r -> r.bucket(bucket).key(key));
                s3.deleteObject(r -> r.bucket(bucket).key(key));
            } catch (NoSuchKeyException e) {
                return;
            }
        };
    }
}
