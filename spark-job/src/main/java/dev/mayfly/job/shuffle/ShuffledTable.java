package dev.mayfly.job.shuffle;

import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.failure.StepFailure;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.shuffle.ScanCounts.FirstLine;
import dev.mayfly.job.sort.FileTasks;
import dev.mayfly.job.sort.Sorting;
import dev.mayfly.job.sort.TableSorting;
import dev.mayfly.job.source.InputSplit;
import dev.mayfly.job.source.ScanStatistics;
import dev.mayfly.job.source.ScanStatistics.PartitionCount;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;

/** A table whose lines were all read: what was counted, and the rows, to be written a range after the other. */
public record ShuffledTable(TableShuffle exchange, ScanStatistics census, ScanCounts counts) {
    private static final int TASKS_PER_CORE = 4;

    static ShuffledTable of(TableShuffle exchange, List<ScanCounts> parts) {
        TablePlan plan = exchange.plan();
        ScanCounts all = parts.stream()
                .reduce((sum, next) -> {
                    sum.add(next);
                    return sum;
                })
                .orElseThrow(() -> new IllegalStateException("no task counted anything"));
        Map<List<String>, PartitionCount> partitions = new HashMap<>();
        all.partitions().forEach((values, count) -> partitions.put(values, new PartitionCount(count[0], count[1])));
        List<InputSplit> pieces = exchange.inputs().pieces();
        ScanStatistics census = ScanStatistics.of(plan, pieces, all.lines(), all.repairs(), partitions);
        all.firstOtherHeader().ifPresent(header -> {
            throw new StepFailure(
                    Cause.BAD_INPUT,
                    "%s is a second header of table %s, in another order than the file's first line, so the rows below it would be read into wrong columns; split the file there, or write both in one order"
                            .formatted(place(pieces, census, header), plan.name()));
        });
        return new ShuffledTable(exchange, census, all);
    }

    public RowLayout shape() {
        return exchange.ranges().shape();
    }

    /**
     * Columns with many values. A dictionary of them would be a page of up to 1 MB that every lookup reads, and the same
     * values stand side by side, or within a page, where compression sees them.
     */
    public List<String> withoutDictionary() {
        return IntStream.range(0, shape().columns().size())
                .filter(column -> !counts.survey().hasFewValues(column))
                .mapToObj(column -> shape().columns().get(column).name())
                .toList();
    }

    /** The accepted rows, by the tasks that write them. */
    public JavaRDD<RangeRows> rows() {
        long fileBytes = exchange.plan().layout().targetFileBytes() * TableShuffle.SHRINKS;
        long[] bytes = counts.rangeBytes();
        // The largest first, so that none is left when the others are done.
        List<List<Integer>> tasks =
                FileTasks.of(exchange.ranges(), bytes, fileBytes, TASKS_PER_CORE * exchange.cores()).stream()
                        .sorted(Comparator.comparingLong((List<Integer> task) -> task.stream()
                                        .mapToLong(range -> bytes[range])
                                        .sum())
                                .reversed())
                        .toList();
        return rows(tasks, TableSorting.of(shape(), counts.survey()), counts.rangeRows());
    }

    /** The rejected rows, in the columns of {@link RejectRow}. */
    public JavaRDD<RangeRows> rejects() {
        return rows(exchange.destinations().rejectGroups(), new RejectSorting(), new long[0]);
    }

    private JavaRDD<RangeRows> rows(List<List<Integer>> groups, Sorting sorting, long[] expected) {
        JavaRDD<RangeRows> ranges = exchange.shuffled()
                .mapPartitionsWithIndex(
                        (range, blocks) -> List.of(
                                        new RangeRows(blocks, sorting, range < expected.length ? expected[range] : 0))
                                .iterator(),
                        false);
        return Shuffle.only(ranges, groups);
    }

    /** The rows that were rejected, in words that have nothing of the rows. */
    public Rejections rejections() {
        FirstLine first = counts.firstReject().orElseThrow(() -> new IllegalStateException("no row was rejected"));
        List<InputSplit> pieces = exchange.inputs().pieces();
        return new Rejections(
                "%s: %s".formatted(place(pieces, census, first), first.fault()),
                census,
                Rejections.byFile(pieces, counts.faults()));
    }

    /** A file and the number of a line in it, from 1. */
    private static String place(List<InputSplit> pieces, ScanStatistics census, FirstLine line) {
        InputSplit piece =
                pieces.stream().filter(p -> p.id() == line.piece()).findFirst().orElseThrow();
        return "%s line %d"
                .formatted(S3Uris.shown(piece.uri()), census.firstLines().get(piece.id()) + line.line() - 1);
    }
}
