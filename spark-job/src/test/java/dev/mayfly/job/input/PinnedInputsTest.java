package dev.mayfly.job.input;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.InputFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PinnedInputsTest {
    @TempDir
    private Path dir;

    private PinnedInputs inputs;
    private URI uri;

    @BeforeEach
    void putAFileWithETag1000() throws IOException {
        Configuration conf = new Configuration();
        conf.set("fs.etag.impl", EtagFileSystem.class.getName());
        inputs = new PinnedInputs(conf);
        Path file = Files.writeString(dir.resolve("events.csv"), "id\n1\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000)));
        uri = URI.create("etag://" + file);
    }

    @Test
    void takesQuotesForNoPartOfAnETag() {
        assertThatCode(() -> inputs.verify(List.of(new InputFile(uri, "1000", 5)), "Before reading,"))
                .doesNotThrowAnyException();
    }

    @Test
    void refusesOtherBytesOfTheSameSize() {
        assertThatThrownBy(() -> inputs.verify(List.of(new InputFile(uri, "999", 5)), "Before reading,"))
                .hasMessage(
                        "Before reading, %s has ETag 1000, planned was 999. The inputs changed after this run was planned; a new run reads them as they are now"
                                .formatted(uri));
    }

    @Test
    void namesTheFirstFewOfManyAndCountsTheRest() {
        InputFile wrong = new InputFile(uri, "1000", 6);
        assertThatThrownBy(() -> inputs.verify(List.of(wrong, wrong, wrong, wrong, wrong), "Before reading,"))
                .hasMessageContaining("has 5 bytes, planned were 6; and 2 more");
    }
}
