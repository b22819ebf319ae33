package dev.mayfly.job.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
    private static final String S3A = "org.apache.hadoop.fs.s3a.S3AFileSystem";

    @Test
    void readsS3WithS3aWherePlainHadoopHasNothing() {
        assertThat(S3Settings.withS3(new Configuration(), Map.of()).get("fs.s3.impl"))
                .isEqualTo(S3A);
    }

    @Test
    void leavesThePlatformItsOwnConnector() {
        Configuration platform = new Configuration();
        platform.set("fs.s3.impl", "com.amazon.ws.emr.hadoop.fs.EmrFileSystem");
        assertThat(S3Settings.settings(platform, Map.of())).doesNotContainKey("fs.s3.impl");
    }

    @Test
    void commitsWithoutRenamesAlthoughHadoopsDefaultRenames() {
        Configuration platform = new Configuration();
        assertThat(platform.get("fs.s3a.committer.name")).isEqualTo("file");
        assertThat(S3Settings.withS3(platform, Map.of()).get("fs.s3a.committer.name"))
                .isEqualTo("magic");
    }

    @Test
    void asksAnEndpointOfItsOwnInPathStyle() {
        assertThat(S3Settings.settings(new Configuration(), Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1")))
                .containsEntry("fs.s3a.path.style.access", "true");
        assertThat(S3Settings.settings(new Configuration(), Map.of())).doesNotContainKey("fs.s3a.path.style.access");
    }
}
