package dev.mayfly.job.shuffle;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;

/** Where tasks send what they read: accepted rows to the ranges, then rejected rows, then what was counted. */
final class ShufflePartitioner extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int ranges;
    private final int rejects;
    private final int counts;

    ShufflePartitioner(int ranges, int rejects, int counts) {
        this.ranges = ranges;
        this.rejects = rejects;
        this.counts = counts;
    }

    int ranges() {
        return ranges;
    }

    int rejects(int piece) {
        return ranges + piece % rejects;
    }

    int counts(int hash) {
        return ranges + rejects + Math.floorMod(hash, counts);
    }

    /** How many take rows, accepted or not. */
    int ofRows() {
        return ranges + rejects;
    }

    List<List<Integer>> rejectGroups() {
        return eachOf(ranges, rejects);
    }

    List<List<Integer>> countGroups() {
        return eachOf(ranges + rejects, counts);
    }

    private static List<List<Integer>> eachOf(int first, int count) {
        return IntStream.range(first, first + count).mapToObj(List::of).toList();
    }

    @Override
    public int numPartitions() {
        return ranges + rejects + counts;
    }

    @Override
    public int getPartition(Object key) {
        return (Integer) key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ShufflePartitioner same
                && same.ranges == ranges
                && same.rejects == rejects
                && same.counts == counts;
    }

    @Override
    public int hashCode() {
        return numPartitions();
    }
}
