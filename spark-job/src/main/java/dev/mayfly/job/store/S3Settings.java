package dev.mayfly.job.store;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** Makes {@code s3://} URIs mean S3A where the platform has not said what they mean; EMR has, and is left alone. */
public final class S3Settings {
    static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";

    public static Configuration withS3(Configuration conf, Map<String, String> environment) {
        Configuration with = new Configuration(conf);
        settings(environment).forEach((key, value) -> with.set(key, conf.get(key, value)));
        return with;
    }

    /** Hadoop settings and the values that hold unless the platform or the caller gave others. */
    public static Map<String, String> settings(Map<String, String> environment) {
        Map<String, String> always = Map.of(
                "fs.s3.impl", S3A,
                "fs.s3a.committer.name", "magic",
                "fs.s3a.committer.magic.enabled", "true",
                "mapreduce.outputcommitter.factory.scheme.s3", "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory",
                "mapreduce.outputcommitter.factory.scheme.s3a", "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory");
        if (!hasOwnEndpoint(environment)) {
            return always;
        }
        Map<String, String> all = new java.util.HashMap<>(always);
        all.put("fs.s3a.path.style.access", "true");
        return Map.copyOf(all);
    }

    static boolean hasOwnEndpoint(Map<String, String> environment) {
        return environment.containsKey("AWS_ENDPOINT_URL_S3") || environment.containsKey("AWS_ENDPOINT_URL");
    }

    private S3Settings() {}
}
