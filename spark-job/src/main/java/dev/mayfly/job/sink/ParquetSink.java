package dev.mayfly.job.sink;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.store.FolderMarkers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Writes rows as Parquet below a prefix that has to be empty, and says which committer made them visible. */
public final class ParquetSink {
    private final Configuration conf;
    private final FolderMarkers markers;

    public ParquetSink(Configuration conf, FolderMarkers markers) {
        this.conf = conf;
        this.markers = markers;
    }

    /** Fails if anything lies below the prefix: an attempt never adds to, or replaces, what another left. */
    public void requireEmpty(URI prefix) {
        Path path = new Path(prefix);
        try {
            FileSystem files = path.getFileSystem(conf);
            RemoteIterator<LocatedFileStatus> found = files.listFiles(path, true);
            if (found.hasNext()) {
                throw new IllegalStateException(
                        "%s is not empty: %s is there; an attempt writes below a prefix of its own"
                                .formatted(prefix, found.next().getPath()));
            }
        } catch (FileNotFoundException e) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + prefix, e);
        }
    }

    public Committer writeTable(Dataset<Row> rows, TablePlan table) {
        return write(rows, table.output(), table.layout().partitionBy(), ParquetSettings.of(table));
    }

    public Committer writeRejects(Dataset<Row> rows, TablePlan table) {
        return write(rows, table.rejects(), List.of(), ParquetSettings.SHARED);
    }

    private Committer write(Dataset<Row> rows, URI to, List<String> partitionBy, Map<String, String> settings) {
        Path path = new Path(to);
        rows.write()
                .options(settings)
                .partitionBy(partitionBy.toArray(String[]::new))
                .parquet(path.toString());
        Committer committer = Committer.thatWrote(path, conf);
        markers.remove(to);
        return committer;
    }
}
