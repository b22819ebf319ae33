package dev.mayfly.job;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The one session of the tests, configured by the same code as the step's. */
final class SharedSpark {
    static SparkSession session() {
        SparkConf conf = new SparkConf(false)
                .setMaster("local[2]")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.hadoop.fs.faulty.impl", FaultyFileSystem.class.getName())
                .set("spark.io.compression.codec", FaultyCodec.class.getName())
                .set("spark.sql.shuffle.partitions", "3");
        return JobSession.open(conf, new Configuration(), Map.of());
    }

    private SharedSpark() {}
}
