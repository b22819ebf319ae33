package dev.mayfly.bench;

import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The Spark job that one writes first. Arguments in threes: input files with semicolons between, output, partition column or nothing. */
public final class PlainSparkJob {
    public static void main(String[] arguments) {
        try (SparkSession spark = SparkSession.builder().appName("plain").getOrCreate()) {
            for (int i = 0; i < arguments.length; i += 3) {
                DataFrameWriter<Row> rows = spark.read()
                        .option("header", true)
                        .option("inferSchema", true)
                        .csv(arguments[i].split(";"))
                        .write();
                (arguments[i + 2].isEmpty() ? rows : rows.partitionBy(arguments[i + 2])).parquet(arguments[i + 1]);
            }
        }
    }

    private PlainSparkJob() {}
}
