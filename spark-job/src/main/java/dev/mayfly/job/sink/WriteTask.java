package dev.mayfly.job.sink;

import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.row.PartitionPath;
import dev.mayfly.job.shuffle.RangeRows;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.TaskContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import scala.Option;

/** What one task does: writes sorted rows, a file for each partition, and another one where a file becomes too large. */
final class WriteTask {
    private final OutputSpec target;
    private final Configuration conf;
    private final FileCommitProtocol protocol;
    private final TaskAttemptContext attempt;
    private final Optional<PartitionPath> partition;
    private final Optional<Duplicates> duplicates;
    private final ZstdPages compressor = new ZstdPages(ParquetSettings.ZSTD_LEVEL);
    private Optional<TableFileWriter> file = Optional.empty();
    private UnsafeRow latest = new UnsafeRow(0);
    private int files;
    private long rows;
    private long untilLook;
    private long bytesUntilLook;

    WriteTask(OutputSpec target, Configuration conf, FileCommitProtocol protocol, TaskAttemptContext attempt) {
        this.target = target;
        this.conf = conf;
        this.protocol = protocol;
        this.attempt = attempt;
        this.partition = target.table().map(PartitionPath::new);
        this.duplicates = target.table().filter(shape -> shape.fingerprints()).map(Duplicates::new);
    }

    TaskResult write(Iterator<RangeRows> ranges) throws IOException {
        protocol.setupTask(attempt);
        try {
            while (ranges.hasNext()) {
                ranges.next().each(this::take);
            }
            if (files == 0 && target.table().isPresent() && !target.partitioned()) {
                // A table without rows has its columns all the same.
                open(Option.empty());
            }
            endFile();
            TaskContext.get().taskMetrics().outputMetrics().setRecordsWritten(rows);
            return new TaskResult(
                    protocol.commitTask(attempt),
                    duplicates.map(Duplicates::surplus).orElse(0L));
        } catch (Throwable e) {
            abort(e);
            throw UnexpectedFailure.<IOException>inTask(
                    "in file %d of a task, behind its row %,d".formatted(files, rows), e);
        } finally {
            compressor.release();
        }
    }

    /** What fails when the task is put away is no reason for its end. */
    private void abort(Throwable reason) {
        try {
            protocol.abortTask(attempt);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private void take(UnsafeRow row, boolean repeats) throws IOException {
        bytesUntilLook -= row.getSizeInBytes();
        if (file.isEmpty() || --untilLook <= 0 || bytesUntilLook <= 0 || startsPartition(row)) {
            look(row);
        }
        target.finish(row);
        file.get().write(row);
        duplicates.ifPresent(count -> count.add(row, repeats));
        rows++;
    }

    private boolean startsPartition(UnsafeRow row) {
        return target.partitioned() && !partition.get().same(latest, row);
    }

    /** Opens the file that the row belongs into, unless it is open. */
    private void look(UnsafeRow row) throws IOException {
        untilLook = OutputSpec.ROWS_BETWEEN_LOOKS;
        bytesUntilLook = OutputSpec.BYTES_BETWEEN_LOOKS;
        if (file.isPresent() && !startsPartition(row) && file.get().bytes() < target.fileBytes()) {
            return;
        }
        endFile();
        latest = row.copy();
        Option<String> folder = target.partitioned()
                ? Option.apply(partition.get().folder(partition.get().of(row)))
                : Option.empty();
        open(folder);
    }

    private void open(Option<String> folder) throws IOException {
        String path = protocol.newTaskTempFile(
                attempt, folder, new FileNameSpec("", "-c%03d.zstd.parquet".formatted(files++)));
        file = Optional.of(new TableFileWriter(new Path(path), conf, target.columns(), compressor));
    }

    private void endFile() throws IOException {
        if (file.isPresent()) {
            TableFileWriter open = file.get();
            file = Optional.empty();
            open.close();
        }
    }
}
