package dev.mayfly.local.s3;

import dev.mayfly.local.events.EventBus;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.gaul.s3proxy.S3ProxyServlets;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3 whose objects are plain files, one folder a bucket, and whose arrivals go to the event bus. */
public final class S3Service {
    /** Long enough to be seen in progress. */
    private static final Duration RESTORE_TAKES = Duration.ofSeconds(3);

    private final ReentrantLock moment = new ReentrantLock();
    private final StoredChecksums checksums;
    private final Archives archives;
    private final BlobStore store;

    /** {@code announced} are the buckets whose EventBridge setting is on. */
    public S3Service(Path folder, Set<String> announced, EventBus bus, Clock clock) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        needExtendedAttributes(folder);
        archives = new Archives(clock, RESTORE_TAKES);
        checksums = new StoredChecksums(new EventingBlobStore(
                new AtomicBlobStore(new KeyedBlobStore(new FilesystemNio2BlobStore(folder.toString())), moment),
                announced,
                new ObjectCreatedEvents(bus, clock)));
        store = new ArchivedObjects(checksums, archives);
    }

    /** What answers S3 requests. */
    public HttpServlet servlet() {
        return new RequestRules(new ObjectAttributes(
                new ConditionalWrites(S3ProxyServlets.over(store), moment), store, checksums, archives));
    }

    /** ETags are kept in them. */
    private static void needExtendedAttributes(Path folder) {
        try {
            Path probe = Files.createTempFile(folder, "probe", "");
            try {
                Files.getFileAttributeView(probe, UserDefinedFileAttributeView.class)
                        .write("mayfly", ByteBuffer.wrap(new byte[] {1}));
            } finally {
                Files.delete(probe);
            }
        } catch (IOException | UnsupportedOperationException | NullPointerException e) {
            throw new IllegalStateException(
                    "%s lies on a file system without extended attributes, in which S3 objects keep their ETags; take a folder on ext4, xfs, btrfs or APFS"
                            .formatted(folder),
                    e);
        }
    }

    /** Makes a bucket unless it is there. */
    public void ensureBucket(String name) {
        if (!store.containerExists(name)) {
            store.createContainer(name);
        }
    }
}
