package dev.mayfly.local.s3;

import dev.mayfly.local.events.EventBus;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.gaul.s3proxy.MountedS3;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3 whose objects are plain files, one folder a bucket, and whose arrivals go to the event bus. */
public final class S3Service {
    private final BlobStore store;

    /** {@code announced} are the buckets whose EventBridge setting is on. */
    public S3Service(Path folder, Set<String> announced, EventBus bus, Clock clock) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        store = new AnnouncingBlobStore(
                new FilesystemNio2BlobStore(folder.toString()), announced, new ObjectCreatedEvents(bus, clock));
    }

    /** What answers S3 requests. */
    public HttpServlet servlet() {
        return MountedS3.over(store);
    }

    /** Makes a bucket unless it is there. */
    public void ensureBucket(String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }
}
