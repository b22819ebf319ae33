package dev.mayfly.job.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads and overwrites small documents wherever Hadoop can reach. */
public final class Documents {
    private final Configuration conf;

    public Documents(Configuration conf) {
        this.conf = conf;
    }

    public byte[] read(URI uri) {
        Path path = new Path(uri);
        try (InputStream in = path.getFileSystem(conf).open(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + uri, e);
        }
    }

    public void overwrite(URI uri, byte[] body) throws IOException {
        Path path = new Path(uri);
        try (OutputStream out = path.getFileSystem(conf).create(path, true)) {
            out.write(body);
        }
    }
}
