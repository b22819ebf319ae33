package dev.mayfly.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.job.check.FileHeader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitPlannerTest {
    private static final FileHeader HEADER = new FileHeader("id", List.of("id"), List.of(0));

    @Test
    void cutsAFileWithoutGapsAndLeavesACompressedOneWhole() {
        InputFile plain = input("a.csv", 250);
        InputFile gzip = input("b.csv.gz", 250);
        List<InputSplit> pieces = SplitPlanner.cut(
                List.of(plain, gzip), Map.of(plain, HEADER, gzip, HEADER), input -> input.equals(gzip), 100);
        assertThat(pieces).extracting(InputSplit::id).containsExactly(0, 1, 2, 3);
        assertThat(pieces).extracting(InputSplit::start).containsExactly(0L, 100L, 200L, 0L);
        assertThat(pieces).extracting(InputSplit::length).containsExactly(100L, 100L, 50L, 250L);
    }

    @Test
    void packsManySmallFilesIntoFewTasks() {
        List<InputFile> inputs =
                IntStream.range(0, 1_000).mapToObj(i -> input(i + ".csv", 10)).toList();
        List<List<InputSplit>> tasks = SplitPlanner.of(
                inputs, inputs.stream().collect(java.util.stream.Collectors.toMap(i -> i, i -> HEADER)), i -> false, 2);
        assertThat(tasks).hasSizeLessThan(300);
        assertThat(tasks.stream().flatMap(List::stream).map(InputSplit::uri)).hasSize(1_000);
    }

    @Test
    void givesEveryCoreAShareOfALargeFile() {
        InputFile large = input("large.csv", 1L << 30);
        assertThat(SplitPlanner.of(List.of(large), Map.of(large, HEADER), i -> false, 4))
                .hasSizeBetween(8, 16);
    }

    private static InputFile input(String name, long bytes) {
        return new InputFile(URI.create("s3://acme-raw/" + name), "x", bytes);
    }
}
