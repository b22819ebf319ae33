package dev.mayfly.job.input;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.store.ParallelCalls;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** Holds inputs to what the plan pins: size and ETag; a file system without ETags is held to the size alone. */
public final class PinnedInputs {
    private final Configuration conf;

    public PinnedInputs(Configuration conf) {
        this.conf = conf;
    }

    /** Fails with every input that is not, or is no longer, as it was planned; {@code when} says which look this is. */
    public void verify(List<InputFile> inputs, String when) {
        List<String> changed = ParallelCalls.map(inputs, this::change).stream()
                .flatMap(Optional::stream)
                .toList();
        if (!changed.isEmpty()) {
            throw new StepFailure(
                    Cause.INPUT_CHANGED,
                    "%s %s. The inputs changed after this run was planned; a new run reads them as they are now"
                            .formatted(when, TruncatedList.some(changed)));
        }
    }

    private Optional<String> change(InputFile input) {
        Path path = new Path(input.uri());
        try {
            FileStatus status = path.getFileSystem(conf).getFileStatus(path);
            if (status.getLen() != input.bytes()) {
                return Optional.of("%s has %d bytes, planned were %d"
                        .formatted(S3Uris.shown(input.uri()), status.getLen(), input.bytes()));
            }
            if (status instanceof EtagSource source && source.getEtag() != null) {
                String etag = source.getEtag().replace("\"", "");
                return etag.equals(input.etag().replace("\"", ""))
                        ? Optional.empty()
                        : Optional.of("%s has ETag %s, planned was %s"
                                .formatted(S3Uris.shown(input.uri()), etag, input.etag()));
            }
            return Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.of("%s is gone".formatted(S3Uris.shown(input.uri())));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + S3Uris.shown(input.uri()), e);
        }
    }
}
