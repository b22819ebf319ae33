package dev.mayfly.job.sink;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The committer that really ran, as the marker that it leaves tells, which is then deleted; on S3 no other than the magic one is accepted. */
public record Committer(String name) {
    private static final String MAGIC = "magic";

    static Committer thatWrote(Path output, Configuration conf) {
        Path marker = new Path(output, "_SUCCESS");
        boolean s3 = String.valueOf(output.toUri().getScheme()).startsWith("s3");
        Committer committer;
        try (InputStream in = marker.getFileSystem(conf).open(marker)) {
            byte[] bytes = in.readAllBytes();
            committer = s3 ? onS3(marker, bytes) : new Committer("file");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "%s cannot be read, so nobody knows that the write was committed".formatted(marker), e);
        }
        delete(marker, conf);
        return committer;
    }

    /** It has said what it is for, and a reader that takes every object of a folder for a table's file would fail at it. */
    private static void delete(Path marker, Configuration conf) {
        try {
            marker.getFileSystem(conf).delete(marker, false);
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be deleted".formatted(marker), e);
        }
    }

    static Committer onS3(Path marker, byte[] bytes) throws IOException {
        String name = bytes.length == 0
                ? "a renaming committer, which leaves an empty marker"
                : new ObjectMapper().readTree(bytes).path("committer").asText("");
        // EMR's own variant calls itself magicv2.
        if (!name.startsWith(MAGIC)) {
            throw new IllegalStateException(
                    "%s was written by %s, not by the S3A magic committer: renames on S3 are copies that can be seen half done. Is spark-hadoop-cloud on the class path?"
                            .formatted(marker, name));
        }
        return new Committer(name);
    }
}
