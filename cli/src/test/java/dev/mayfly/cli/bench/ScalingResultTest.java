package dev.mayfly.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.mayfly.cli.bench.ScalingResult.Point;
import dev.mayfly.cli.bench.TransformBench.Load;
import dev.mayfly.cli.bench.TransformBench.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingResultTest {
    private static final ScalingResult STRAIGHT =
            new ScalingResult(Map.of("ours", List.of(new Point(0.1, 13), new Point(1, 40), new Point(4, 130))));

    @Test
    void isStraightWhereEveryRowCostsTheSame() {
        assertThat(STRAIGHT.bend("ours"))
                .as("30 CPU seconds a scale, everywhere")
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void isBentWhereTheLastRowsAreDearer() {
        ScalingResult bent =
                new ScalingResult(Map.of("ours", List.of(new Point(1, 10), new Point(2, 20), new Point(3, 50))));
        assertThat(bent.bend("ours")).isCloseTo(3, within(1e-9));
    }

    @Test
    void takesTheMedianOfTheRoundsAndTheSmallestScaleFirst() {
        Map<Load, Result> loads = Map.of(load(4), runs(90, 130, 400), load(1), runs(40, 44), load(0.1), runs(13));
        assertThat(ScalingResult.of(Map.of("ours", loads)).series().get("ours"))
                .containsExactly(new Point(0.1, 13), new Point(1, 42), new Point(4, 130));
    }

    @Test
    void refusesToSpeakOfTwoPoints() {
        assertThatThrownBy(() -> new ScalingResult(Map.of("ours", List.of(new Point(1, 10), new Point(2, 20)))))
                .hasMessageContaining("three scales");
    }

    @Test
    void isDrawnWithAMarkForEveryPointAndOneInTheLegend(@TempDir Path folder) throws Exception {
        Path svg = folder.resolve("docs/growth.svg");
        GrowthPlot.write(STRAIGHT, svg);
        assertThat(Pattern.compile("<ellipse").matcher(Files.readString(svg)).results())
                .as("marks")
                .hasSize(3 + 1);
    }

    private static Load load(double times) {
        return new Load("x " + times, TransformBench.ALL, times);
    }

    private static Result runs(double... cpuSeconds) {
        return new Result(
                java.util.Arrays.stream(cpuSeconds)
                        .mapToObj(seconds -> new ProcessStats(seconds, seconds, 1))
                        .toList(),
                Map.of(),
                Map.of());
    }
}
