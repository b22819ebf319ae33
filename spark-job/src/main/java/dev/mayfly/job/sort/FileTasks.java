package dev.mayfly.job.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Which ranges one task writes, one after the other: a partition stays in one file unless it is larger than a file may be. */
public final class FileTasks {
    private final Ranges ranges;
    private final long[] bytes;
    private final long fileBytes;
    private final long share;
    private final List<List<Integer>> tasks = new ArrayList<>();
    private List<Integer> current = new ArrayList<>();
    private long currentBytes;

    private FileTasks(Ranges ranges, long[] bytes, long fileBytes, int tasks) {
        this.ranges = ranges;
        this.bytes = bytes;
        this.fileBytes = fileBytes;
        this.share = Math.max(1, LongStream.of(bytes).sum() / tasks);
    }

    /** {@code bytes} are each range's, {@code fileBytes} what one file takes of them, {@code tasks} what keeps all cores busy. */
    public static List<List<Integer>> of(Ranges ranges, long[] bytes, long fileBytes, int tasks) {
        FileTasks plan = new FileTasks(ranges, bytes, fileBytes, tasks);
        plan.assign();
        // Where there is no row, one task still says so.
        return plan.tasks.isEmpty() ? List.of(List.of(0)) : plan.tasks;
    }

    private void assign() {
        int start = 0;
        while (start < bytes.length) {
            int end = start + 1;
            while (end < bytes.length && !ranges.beginsPartition(end)) {
                end++;
            }
            segment(start, end);
            start = end;
        }
        finishTask();
    }

    /** Ranges from one that begins with a partition to the next such. */
    private void segment(int start, int end) {
        long all = LongStream.of(bytes).skip(start).limit((long) end - start).sum();
        long files = Math.max(1, (all + fileBytes - 1) / fileBytes);
        if (files > 1 || currentBytes + all > share) {
            finishTask();
        }
        long before = 0;
        long file = 1;
        for (int range : IntStream.range(start, end).toArray()) {
            if (file < files && before >= all * file / files) {
                finishTask();
                file++;
            }
            current.add(range);
            currentBytes += bytes[range];
            before += bytes[range];
        }
    }

    private void finishTask() {
        if (currentBytes > 0) {
            tasks.add(current);
        }
        current = new ArrayList<>();
        currentBytes = 0;
    }
}
