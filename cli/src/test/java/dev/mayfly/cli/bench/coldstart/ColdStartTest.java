package dev.mayfly.cli.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColdStartTest {
    @Test
    void theRatioIsOfMediansSoThatOneSlowStartSaysNothing() {
        assertThat(measured(List.of(600, 700, 9_000), List.of(200, 190, 210)).json())
                .isEqualTo("{\"cpuRatio\":3.50,\"zipBytes\":18000000}");
    }

    @Test
    void isGoodAtTheBarAndNotAboveIt() {
        assertThat(measured(List.of(700), List.of(200)).good()).isTrue();
        assertThat(measured(List.of(710), List.of(200)).good()).isFalse();
    }

    @Test
    void isNotGoodWithAZipThatIsTooLarge() {
        assertThat(new ColdStart(samples(List.of(1)), samples(List.of(1)), Optional.empty(), 25_000_000).good())
                .isFalse();
    }

    @Test
    void saysThatThereIsNobodyToCompareWith() {
        StringWriter text = new StringWriter();
        ColdStart alone = new ColdStart(samples(List.of(700)), List.of(), Optional.empty(), 18_000_000);
        alone.print(new PrintWriter(text, true));
        assertThat(alone.json()).isEqualTo("{\"cpuRatio\":null,\"zipBytes\":18000000}");
        assertThat(text.toString()).contains("boto3 | not installed: pip install boto3");
    }

    @Test
    void refusesToTakeAMedianOfNothing() {
        assertThatThrownBy(() -> Sample.medianCpu(List.of()))
                .hasMessage("no sample was taken: ask for at least one round");
    }

    private static ColdStart measured(List<Integer> function, List<Integer> boto) {
        return new ColdStart(samples(function), samples(boto), Optional.of("boto3"), 18_000_000);
    }

    private static List<Sample> samples(List<Integer> millis) {
        return IntStream.range(0, millis.size())
                .mapToObj(i -> new Sample(Duration.ofMillis(millis.get(i)), Duration.ZERO, List.of("ListClusters")))
                .toList();
    }
}
