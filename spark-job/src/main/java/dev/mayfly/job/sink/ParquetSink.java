package dev.mayfly.job.sink;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.shuffle.RangeRows;
import dev.mayfly.job.shuffle.ShuffledTable;
import dev.mayfly.job.store.FolderMarkers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.api.java.JavaRDD;

/** Writes rows as Parquet below a prefix that has to be empty, and says which committer made them visible. */
public final class ParquetSink {
    private final Configuration conf;
    private final String protocol;
    private final FolderMarkers markers;

    /** {@code protocol} is the class of Spark's commit protocol. */
    public ParquetSink(Configuration conf, String protocol, FolderMarkers markers) {
        this.conf = conf;
        this.protocol = protocol;
        this.markers = markers;
    }

    /** What was written: by which committer, and how many rows more than different lines there were, where that was asked. */
    public record Outcome(Committer committer, long duplicates) {}

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

    public Outcome writeTable(ShuffledTable table, TablePlan plan) {
        return write(table.rows(), plan.output(), OutputSpec.table(plan, table));
    }

    public void writeRejects(ShuffledTable table, TablePlan plan) {
        write(
                table.rejects(),
                plan.rejects(),
                OutputSpec.rejects(plan, table.census().firstLines()));
    }

    private Outcome write(JavaRDD<RangeRows> rows, URI to, OutputSpec target) {
        Path path = new Path(to);
        long duplicates = new WriteJob(conf, protocol, path, target).run(rows);
        Committer committer = Committer.thatWrote(path, conf);
        markers.remove(to);
        return new Outcome(committer, duplicates);
    }
}
