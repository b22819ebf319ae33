package dev.mayfly.job.failure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.RunFailure.Cause;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.TaskKilledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TaskFaultTest {
    static Stream<Exception> withAValue() {
        return Stream.of(
                thrown(Long::valueOf, "Q7-SECRET"),
                thrown(LocalDate::parse, "Q7-SECRET"),
                thrown(Path::of, "Q7-SECRET\0"),
                thrown(URI::create, "Q7-SECRET ^"),
                new DateTimeParseException("no day: Q7-SECRET", "Q7-SECRET", 0),
                new IOException("Mkdirs failed to create file:/t/name=Q7-SECRET/part-0 (exists=false)"),
                new IllegalStateException("cannot write", new IOException("/t/name=Q7-SECRET is too long")),
                new IllegalStateException("Failed to write 'Q7-SECRET'"));
    }

    @ParameterizedTest
    @MethodSource("withAValue")
    void saysWhatHappenedWithoutTheValue(Exception thrown) {
        RuntimeException fault = TaskFault.of(thrown);
        assertThat(fault).isInstanceOf(TaskFault.class).hasNoCause();
        assertThat(fault.getMessage()).doesNotContain("SECRET");
        assertThat(fault.getStackTrace()).isNotEmpty();
        assertThat(ThrownText.trace(new IllegalStateException("outer", thrown)))
                .contains("outer", "TaskFaultTest")
                .doesNotContain("SECRET");
    }

    @Test
    void leavesAloneWhatIsSafeAndWhatMeansSomethingToSpark() {
        StepFailure failure = new StepFailure(Cause.BAD_INPUT, "a.csv is 'so'");
        assertThat(TaskFault.of(failure)).isSameAs(failure);
        assertThat(TaskFault.of(new IllegalStateException(failure))).isSameAs(failure);
        RuntimeException killed = new TaskKilledException("stage was cancelled");
        assertThat(TaskFault.of(killed)).isSameAs(killed);
        assertThat(TaskFault.of(new SparkException("Job aborted: \"Q7-SECRET\""))
                        .getMessage())
                .doesNotContain("SECRET");
    }

    @Test
    void keepsWhatIsNoValue() {
        assertThat(TaskFault.of(new IOException("No space left on device")))
                .hasMessage("IOException: No space left on device");
        assertThat(TaskFault.of(new ArithmeticException("long overflow")))
                .hasMessage("ArithmeticException: long overflow");
        assertThat(TaskFault.of(new IllegalStateException())).hasMessage("IllegalStateException: no message");
    }

    private static Exception thrown(Function<String, Object> parser, String value) {
        try {
            Object read = parser.apply(value);
            throw new AssertionError("nothing was thrown, but this was read: " + read);
        } catch (RuntimeException e) {
            return e;
        }
    }
}
