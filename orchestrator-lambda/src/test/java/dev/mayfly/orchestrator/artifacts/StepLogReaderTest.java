package dev.mayfly.orchestrator.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.StepLog;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The six ways in which steps die, as Spark and YARN write of them, and what a person is told. */
class StepLogReaderTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    out-of-memory | it ran out of memory: take a larger template                                | exceeding physical memory limits
                    lost-node     | a node was lost: run `rerun`                                                  | Container released on a *lost* node
                    missing-file  | a file was not there: upload it again                                       | No such file or directory: s3a://raw/shop/events.csv
                    bad-data      | the data is not what the dataset declares: mend the file, or its columns    | MALFORMED_RECORD_IN_PARSING
                    no-capacity   | there was no capacity for its executors: take a larger template             | Initial job has not accepted any resources
                    permission    | a permission is missing: let the cluster's node profile do what is refused  | Status Code: 403
                    """)
    void tellsTheCausesApart(String log, String sentence, String shown) throws IOException {
        StepLog read;
        try (Reader text = new InputStreamReader(
                StepLogReaderTest.class.getResourceAsStream("/steplogs/" + log + ".txt"), StandardCharsets.UTF_8)) {
            read = StepLogReader.read(text);
        }
        assertThat(read.likelyCause()).isEqualTo(sentence);
        assertThat(read.excerpt()).hasSizeLessThanOrEqualTo(20).anyMatch(line -> line.contains(shown));
    }

    @Test
    void takesNoWordOfAHealthyLogForACause() {
        StepLog read = StepLogReader.read(new StringReader("""
                26/11/23 12:10:02 INFO SignalUtils: Registering signal handler for TERM
                26/11/23 12:10:03 INFO SparkContext: spark.decommission.enabled: node decommission is off
                26/11/23 12:10:04 INFO BlockManager: No space left on device is watched for
                """));
        assertThat(read.likelyCause()).isEmpty();
        assertThat(read.excerpt()).hasSize(3);
    }

    @Test
    void keepsLittleOfAVeryLongLogAndOfAVeryLongLine() {
        String line =
                "26/11/23 12:10:02 ERROR Executor: java.lang.NumberFormatException: " + "x".repeat(100_000) + "\n";
        StepLog read = StepLogReader.read(new StringReader(line.repeat(100)));
        assertThat(read.excerpt()).hasSize(20).allMatch(shown -> shown.length() == 501);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ERROR Executor: java.lang.NumberFormatException: For input string: "Q7-SECRET"
            ERROR Executor: java.time.format.DateTimeParseException: Text 'Q7-SECRET' could not be parsed at index 0
            WARN TaskSetManager: Lost task: java.io.IOException: Mkdirs failed to create s3a://b/t/name=Q7-SECRET, x/p.parquet
            ERROR FileOutputCommitter: cannot rename s3a://b/_temporary/0/name=Q7-SECRET
            """)
    void leavesOutWhatBelongsToRows(String line) {
        StepLog read = StepLogReader.read(new StringReader(line + "\n"));
        assertThat(read.excerpt()).singleElement().asString().contains("…").doesNotContain("SECRET");
    }

    @Test
    void saysThatALogIsEmpty() {
        assertThat(StepLogReader.read(new StringReader("")).excerpt()).containsExactly("(the log is empty)");
    }
}
