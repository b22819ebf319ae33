package dev.mayfly.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaSettingsTest {
    /** With the minute that AWS waits after a failure, the times are AWS's own. */
    @ParameterizedTest
    @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "9, PT4M16S", "10, PT5M", "1000, PT5M"})
    void aThrottledInvocationWaitsAsItDoesOnAws(int times, Duration delay) {
        LambdaSettings aws = new LambdaSettings(
                1,
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                OptionalInt.empty(),
                true,
                OptionalInt.empty(),
                () -> 1);
        assertThat(aws.throttleDelay(times)).isEqualTo(delay);
    }
}
