package dev.mayfly.job;

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
    private static final String PROTOCOL_KEY = "spark.sql.sources.commitProtocolClass";
    private static final String SPARKS_PROTOCOL =
            "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol";

    static SparkSession open(SparkConf submitted, Configuration platform, Map<String, String> environment) {
        SparkConf conf = submitted.clone();
        needed().forEach(conf::set);
        if (hasCloudProtocol()) {
            conf.set(PROTOCOL_KEY, PROTOCOL);
        }
        S3Settings.settings(platform, environment)
                .forEach((key, value) -> conf.setIfMissing("spark.hadoop." + key, value));
        conf.setIfMissing("spark.app.name", "mayfly");
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /** The class that makes what tasks wrote visible. */
    static String commitProtocol(SparkSession spark) {
        return spark.sparkContext().conf().get(PROTOCOL_KEY, SPARKS_PROTOCOL);
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
        needed.put("spark.speculation", "false");
        needed.put("spark.ui.showConsoleProgress", "false");
        // The cluster is gone before anyone looks; what happened is in the event log.
        needed.put("spark.ui.enabled", "false");
        return needed;
    }

    private JobSession() {}
}
