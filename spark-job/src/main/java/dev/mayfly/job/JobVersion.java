package dev.mayfly.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that this job was built as. */
final class JobVersion {
    static String text() {
        try (InputStream in = JobVersion.class.getResourceAsStream("job.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException("the job's jar lacks job.properties", e);
        }
    }

    private JobVersion() {}
}
