package dev.mayfly.job.store;

import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;

/** Makes {@code s3://} URIs mean S3A where the platform has not said what they mean, and has S3A commit without renames. */
public final class S3Settings {
    private static final String SCHEME = "fs.s3.impl";
    private static final String FACTORY = "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory";

    public static Configuration withS3(Configuration platform, Map<String, String> environment) {
        Configuration with = new Configuration(platform);
        settings(platform, environment).forEach(with::set);
        return with;
    }

    /** The Hadoop settings that the job needs on top of the platform's. */
    public static Map<String, String> settings(Configuration platform, Map<String, String> environment) {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "fs.s3a.committer.name",
                "magic",
                "fs.s3a.committer.magic.enabled",
                "true",
                "mapreduce.outputcommitter.factory.scheme.s3",
                FACTORY,
                "mapreduce.outputcommitter.factory.scheme.s3a",
                FACTORY));
        // EMR names its connector in core-site.xml, and knows better; Hadoop alone has none for this scheme.
        if (platform.get(SCHEME) == null) {
            settings.put(SCHEME, "org.apache.hadoop.fs.s3a.S3AFileSystem");
        }
        if (hasOwnEndpoint(environment)) {
            settings.put("fs.s3a.path.style.access", "true");
        }
        return settings;
    }

    static boolean hasOwnEndpoint(Map<String, String> environment) {
        return environment.containsKey("AWS_ENDPOINT_URL_S3") || environment.containsKey("AWS_ENDPOINT_URL");
    }

    private S3Settings() {}
}
