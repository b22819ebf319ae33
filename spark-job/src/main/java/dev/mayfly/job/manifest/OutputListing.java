package dev.mayfly.job.manifest;

import dev.mayfly.contract.OutputFile;
import dev.mayfly.job.store.ParallelCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;

/** What really lies below an output prefix, each file with the rows that its own footer states. */
public final class OutputListing {
    private static final String MARKER = "_SUCCESS";

    private final Configuration conf;

    public OutputListing(Configuration conf) {
        this.conf = conf;
    }

    /** A Parquet file: the folders between the prefix and it, and itself. */
    public record Listed(List<String> folders, OutputFile file) {
        public Listed {
            folders = List.copyOf(folders);
        }
    }

    public List<Listed> below(URI prefix) {
        return ParallelCalls.map(statuses(prefix), status -> listed(prefix, status));
    }

    private List<FileStatus> statuses(URI prefix) {
        Path path = new Path(prefix);
        List<FileStatus> all = new ArrayList<>();
        try {
            RemoteIterator<LocatedFileStatus> found = path.getFileSystem(conf).listFiles(path, true);
            while (found.hasNext()) {
                FileStatus status = found.next();
                if (!status.getPath().equals(new Path(path, MARKER))) {
                    all.add(status);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + prefix, e);
        }
        all.sort(java.util.Comparator.comparing(FileStatus::getPath));
        return all;
    }

    private Listed listed(URI prefix, FileStatus status) {
        String path = status.getPath().toUri().getPath();
        String name = status.getPath().getName();
        if (!name.endsWith(".parquet") || name.startsWith("_") || name.startsWith(".")) {
            throw new IllegalStateException(
                    "%s is no Parquet file of this attempt; nothing else may lie below its output".formatted(path));
        }
        String between = path.substring(prefix.getPath().length(), path.length() - name.length());
        List<String> folders = between.isEmpty() ? List.of() : List.of(between.split("/"));
        return new Listed(folders, new OutputFile(name, status.getLen(), rows(status)));
    }

    private long rows(FileStatus status) {
        try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromStatus(status, conf))) {
            return reader.getRecordCount();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the footer of " + status.getPath(), e);
        }
    }
}
