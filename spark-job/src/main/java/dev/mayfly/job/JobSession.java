package dev.mayfly.job;

import dev.mayfly.job.layout.Layout;
import dev.mayfly.job.store.S3Settings;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session with everything that the job relies on; whoever submits the step need not know any of it. */
final class JobSession {
    private static final String CLOUD = "org.apache.spark.internal.io.cloud.";
    private static final String PROTOCOL = CLOUD + "PathOutputCommitProtocol";
    private static final String SHUFFLE = "spark.sql.shuffle.partitions";
    private static final int TASKS_PER_CORE = 4;

    static SparkSession open(SparkConf submitted, Configuration platform, Map<String, String> environment) {
        SparkConf conf = submitted.clone();
        needed().forEach(conf::set);
        if (hasCloudProtocol()) {
            conf.set("spark.sql.sources.commitProtocolClass", PROTOCOL);
            conf.set("spark.sql.parquet.output.committer.class", CLOUD + "BindingParquetOutputCommitter");
        }
        S3Settings.settings(platform, environment)
                .forEach((key, value) -> conf.setIfMissing("spark.hadoop." + key, value));
        conf.setIfMissing("spark.app.name", "mayfly");
        SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
        if (!submitted.contains(SHUFFLE)) {
            // Spark's 200 suits no cluster: most would be empty here, and each costs a task.
            int tasks = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
            spark.conf().set(SHUFFLE, tasks);
        }
        return spark;
    }

    /** Where the platform lacks spark-hadoop-cloud it has a protocol of its own; the sink asserts what came of it. */
    private static boolean hasCloudProtocol() {
        try {
            Class.forName(PROTOCOL);
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Map<String, String> needed() {
        Map<String, String> needed = new TreeMap<>();
        needed.put("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "true");
        needed.put("spark.sql.session.timeZone", "UTC");
        needed.put("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
        needed.put("spark.speculation", "false");
        // Rows come sorted by a number that Spark does not know for their order: it may open files side by side
        // rather than sort again by partition, which would not keep it.
        needed.put("spark.sql.optimizer.plannedWrite.enabled", "false");
        needed.put("spark.sql.maxConcurrentOutputFileWriters", String.valueOf(Layout.MOST_OPEN));
        needed.put("spark.ui.showConsoleProgress", "false");
        return needed;
    }

    private JobSession() {}
}
