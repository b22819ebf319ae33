package dev.mayfly.job.source;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.FileHeader;
import java.util.List;
import java.util.Map;

/** A table's inputs, cut into pieces and packed into tasks. */
public record InputSplits(List<List<InputSplit>> tasks, long expectedBytes) {
    /** How much larger a CSV is than its gzip, about: only the number of ranges depends on it. */
    private static final int GZIP_SHRINKS = 5;

    public InputSplits {
        tasks = tasks.stream().map(List::copyOf).toList();
    }

    public static InputSplits of(TablePlan plan, Map<InputFile, FileHeader> headers, int cores) {
        long expected = plan.inputs().stream()
                .mapToLong(input -> compressed(input) ? input.bytes() * GZIP_SHRINKS : input.bytes())
                .sum();
        return new InputSplits(
                SplitPlanner.of(
                        plan.inputs(),
                        headers,
                        input -> plan.reading().contains(TablePlan.ReadOption.MULTILINE) || compressed(input),
                        cores),
                expected);
    }

    private static boolean compressed(InputFile input) {
        return Compression.of(input.uri()).isPresent();
    }

    public List<InputSplit> pieces() {
        return tasks.stream().flatMap(List::stream).toList();
    }
}
