package dev.mayfly.job.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class CommitterTest {
    private static final Path MARKER = new Path("s3://acme-curated/events/run-a1/_SUCCESS");

    @Test
    void readsTheCommitterFromItsMarker() throws IOException {
        assertThat(Committer.onS3(MARKER, "{\"committer\":\"magic\"}".getBytes(UTF_8)))
                .isEqualTo(new Committer("magic"));
    }

    @Test
    void refusesAnEmptyMarkerBecauseASilentFallbackLeavesOne() {
        assertThatThrownBy(() -> Committer.onS3(MARKER, new byte[0]))
                .hasMessageStartingWith("s3://acme-curated/events/run-a1/_SUCCESS was written by a renaming committer");
    }

    @Test
    void refusesACommitterThatRenames() {
        assertThatThrownBy(() -> Committer.onS3(MARKER, "{\"committer\":\"directory\"}".getBytes(UTF_8)))
                .hasMessageContaining("was written by directory, not by the S3A magic committer");
    }
}
