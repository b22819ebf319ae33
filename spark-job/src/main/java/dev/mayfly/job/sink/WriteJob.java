package dev.mayfly.job.sink;

import dev.mayfly.job.shuffle.RangeRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.internal.io.FileCommitProtocol;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.JavaConverters;

/** One write under Spark's commit protocol: what tasks wrote becomes visible when all have, and not otherwise. */
final class WriteJob {
    private final Configuration conf;
    private final String protocol;
    private final Path to;
    private final OutputSpec target;

    WriteJob(Configuration conf, String protocol, Path to, OutputSpec target) {
        this.conf = conf;
        this.protocol = protocol;
        this.to = to;
        this.target = target;
    }

    /** Writes the rows and says how many surplus ones there are. */
    long run(JavaRDD<RangeRows> rows) {
        String id = UUID.randomUUID().toString();
        Job job = job(id);
        FileCommitProtocol committer = FileCommitProtocol.instantiate(protocol, id, to.toString(), false);
        committer.setupJob(job);
        try {
            List<TaskResult> written = written(rows, committer, job.getConfiguration(), id.replace("-", ""));
            committer.commitJob(job, JavaConverters.asScalaBuffer(messages(written)));
            return written.stream().mapToLong(TaskResult::duplicates).sum();
        } catch (Throwable e) {
            abort(committer, job, e);
            throw e;
        }
    }

    private static void abort(FileCommitProtocol committer, Job job, Throwable reason) {
        try {
            committer.abortJob(job);
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }

    private Job job(String id) {
        try {
            Job job = Job.getInstance(conf);
            job.setOutputFormatClass(ParquetOutputFormat.class);
            FileOutputFormat.setOutputPath(job, to);
            // The S3A committers tell jobs apart by it.
            job.getConfiguration().set("spark.sql.sources.writeJobUUID", id);
            return job;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<TaskResult> written(
            JavaRDD<RangeRows> rows, FileCommitProtocol committer, Configuration settings, String tracker) {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(rows.context());
        Broadcast<SerializableConfiguration> shared = spark.broadcast(new SerializableConfiguration(settings));
        OutputSpec files = target;
        return rows.mapPartitions(ranges -> task(ranges, files, shared.value().value(), committer, tracker))
                .collect();
    }

    private static Iterator<TaskResult> task(
            Iterator<RangeRows> ranges,
            OutputSpec files,
            Configuration shared,
            FileCommitProtocol committer,
            String tracker)
            throws IOException {
        Configuration conf = new Configuration(shared);
        TaskAttemptContext attempt = attempt(conf, tracker);
        return List.of(new WriteTask(files, conf, committer, attempt).write(ranges))
                .iterator();
    }

    private static TaskAttemptContext attempt(Configuration conf, String tracker) {
        TaskContext task = TaskContext.get();
        JobID job = new JobID(tracker, task.stageId());
        TaskID id = new TaskID(job, TaskType.MAP, task.partitionId());
        TaskAttemptID attempt = new TaskAttemptID(id, (int) (task.taskAttemptId() & Integer.MAX_VALUE));
        conf.set("mapreduce.job.id", job.toString());
        conf.set("mapreduce.task.id", id.toString());
        conf.set("mapreduce.task.attempt.id", attempt.toString());
        conf.setBoolean("mapreduce.task.ismap", true);
        conf.setInt("mapreduce.task.partition", 0);
        return new TaskAttemptContextImpl(conf, attempt);
    }

    private static List<TaskCommitMessage> messages(List<TaskResult> written) {
        return written.stream().map(TaskResult::commit).toList();
    }
}
