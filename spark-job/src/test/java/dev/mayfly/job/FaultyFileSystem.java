package dev.mayfly.job;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;

/** The local disk, on which one operation fails as a test says; the process has one fault at a time. */
public final class FaultyFileSystem extends RawLocalFileSystem {
    /** What can fail. */
    enum Operation {
        STATUS,
        OPEN,
        CREATE,
        WRITE,
        RENAME,
        LIST,
        /** Spark's packing of what goes into a shuffle, and its unpacking once the write has begun. */
        SHUFFLE_OUT,
        SHUFFLE_IN
    }

    private static volatile Fault fault =
            new Fault(Operation.STATUS, "none of these", 0, () -> new IllegalStateException());
    private static volatile boolean writing;
    private static final AtomicInteger CALLS = new AtomicInteger();

    private record Fault(Operation operation, String path, int after, Supplier<Throwable> thrown) {}

    /** From now on an operation on a path that has this in it fails, the first {@code after} calls aside. */
    static void failing(Operation operation, String path, int after, Supplier<Throwable> thrown) {
        CALLS.set(0);
        writing = false;
        fault = new Fault(operation, path, after, thrown);
    }

    static void look(Operation operation, String path) {
        Fault now = fault;
        if (now.operation == operation && path.contains(now.path) && CALLS.incrementAndGet() > now.after) {
            FaultyFileSystem.<RuntimeException>raise(now.thrown.get());
        }
    }

    static boolean isWriting() {
        return writing;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void raise(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Override
    public URI getUri() {
        return URI.create("faulty:///");
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        look(Operation.STATUS, path.toString());
        return plain(super.getFileStatus(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        look(Operation.LIST, path.toString());
        return Arrays.stream(super.listStatus(path))
                .map(FaultyFileSystem::plain)
                .toArray(FileStatus[]::new);
    }

    /** The disk's own looks for permissions in files of its own scheme. */
    private static FileStatus plain(FileStatus status) {
        return new FileStatus(
                status.getLen(), status.isDirectory(), 1, 1 << 27, status.getModificationTime(), status.getPath());
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        writing |= path.toString().contains("curated/tree/");
        return super.mkdirs(path);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        look(Operation.RENAME, to.toString());
        return super.rename(from, to);
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        look(Operation.OPEN, path.toString());
        return super.open(path, buffer);
    }

    @Override
    public FSDataOutputStream create(
            Path path, boolean overwrite, int buffer, short replication, long blockSize, Progressable progress)
            throws IOException {
        look(Operation.CREATE, path.toString());
        OutputStream out = super.create(path, overwrite, buffer, replication, blockSize, progress);
        return new FSDataOutputStream(
                new FilterOutputStream(out) {
                    @Override
                    public void write(byte[] bytes, int start, int length) throws IOException {
                        look(Operation.WRITE, path.toString());
                        out.write(bytes, start, length);
                    }
                },
                null);
    }
}
