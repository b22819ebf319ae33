package dev.mayfly.job.input;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local disk with an ETag on every file, quoted as S3 has it: the number of seconds of its last change. */
public final class EtagFileSystem extends RawLocalFileSystem {
    @Override
    public URI getUri() {
        return URI.create("etag:///");
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return new Tagged(super.getFileStatus(path));
    }

    private static final class Tagged extends FileStatus implements EtagSource {
        private Tagged(FileStatus status) {
            super(status.getLen(), false, 1, 0, status.getModificationTime(), status.getPath());
        }

        @Override
        public String getEtag() {
            return "\"%d\"".formatted(getModificationTime() / 1_000);
        }
    }
}
