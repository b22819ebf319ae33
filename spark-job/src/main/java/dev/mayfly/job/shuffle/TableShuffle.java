package dev.mayfly.job.shuffle;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.sort.RangePartitioner;
import dev.mayfly.job.sort.Ranges;
import dev.mayfly.job.source.InputSplit;
import dev.mayfly.job.source.InputSplits;
import dev.mayfly.job.source.PartitionAdvice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * A table's lines on their way from their reading, which happens once, to their writing: Spark's shuffle takes the rows by
 * range, the rejected ones, and what was counted.
 */
public record TableShuffle(
        TablePlan plan,
        InputSplits inputs,
        Ranges ranges,
        ShufflePartitioner destinations,
        JavaRDD<Tuple2<Integer, byte[]>> shuffled,
        int cores) {
    /** How much smaller Parquet is than its CSV: 4.2 to 6.3 times was measured; the smaller keeps files below their target. */
    static final int SHRINKS = 4;
    /** Ranges are smaller than files: one is sorted at a time, the faster the smaller it is. */
    private static final long RANGE = 16L << 20;
    /** Few enough for Spark's shuffle to write them side by side, with those for rejects and counts. */
    private static final int MOST_SMALL_RANGES = 160;

    private static final int PIECES_PER_COUNT = 64;

    public static TableShuffle of(JavaSparkContext spark, Configuration conf, TablePlan plan, InputSplits inputs) {
        RowLayout shape = new TopValuesJob(spark, conf, plan, inputs).shape();
        List<List<InputSplit>> tasks = inputs.tasks();
        long most = plan.layout().targetFileBytes() * SHRINKS;
        long bytes = Math.min(most, Math.max(RANGE, inputs.expectedBytes() / MOST_SMALL_RANGES));
        int wanted = Math.toIntExact((inputs.expectedBytes() + bytes - 1) / bytes);
        Ranges ranges = RangePartitioner.of(
                shape,
                shape.order().isEmpty() ? List.of() : new Sample(conf, plan.reading(), shape).of(inputs.pieces()),
                wanted);
        Set<TablePlan.ReadOption> reading = plan.reading();
        int cores = spark.defaultParallelism();
        ShufflePartitioner destinations = new ShufflePartitioner(
                ranges.count(), Math.min(tasks.size(), cores), 1 + tasks.size() / PIECES_PER_COUNT);
        Broadcast<SerializableConfiguration> settings = spark.broadcast(new SerializableConfiguration(conf));
        JavaRDD<Tuple2<Integer, byte[]>> read = spark.parallelize(tasks, tasks.size())
                .mapPartitions(packs ->
                        new SplitReader(settings.value().value(), reading, ranges, destinations, pieces(packs)));
        return new TableShuffle(plan, inputs, ranges, destinations, Shuffle.of(read, destinations), cores);
    }

    static List<InputSplit> pieces(Iterator<List<InputSplit>> packs) {
        List<InputSplit> pieces = new ArrayList<>();
        packs.forEachRemaining(pieces::addAll);
        return pieces;
    }

    /** Reads every line; what is counted is known then, and nothing written. */
    public ShuffledTable read() {
        int most = plan.layout().maxPartitions();
        List<Tuple2<Long, ScanCounts>> parts = Shuffle.only(shuffled, destinations.countGroups())
                .mapPartitions(blocks -> sum(blocks, most))
                .collect();
        long found = parts.stream().mapToLong(Tuple2::_1).sum();
        if (found > most) {
            throw new PartitionAdvice(plan).tooMany(found, values());
        }
        return ShuffledTable.of(this, parts.stream().map(Tuple2::_2).toList());
    }

    /** How many values each partition column has. */
    private List<Long> values() {
        Map<Integer, Long> values = Shuffle.only(shuffled, destinations.countGroups())
                .flatMap(block -> ScanCounts.of(block._2()).partitions().keySet().stream()
                        .flatMap(partition -> IntStream.range(0, partition.size())
                                .mapToObj(column -> new Tuple2<>(column, partition.get(column))))
                        .iterator())
                .distinct()
                .map(Tuple2::_1)
                .countByValue();
        return IntStream.range(0, plan.layout().partitionBy().size())
                .mapToObj(column -> values.getOrDefault(column, 0L))
                .toList();
    }

    private static Iterator<Tuple2<Long, ScanCounts>> sum(Iterator<Tuple2<Integer, byte[]>> blocks, int most) {
        List<Tuple2<Long, ScanCounts>> sums = new ArrayList<>();
        if (blocks.hasNext()) {
            ScanCounts sum = ScanCounts.of(blocks.next()._2());
            blocks.forEachRemaining(block -> sum.add(ScanCounts.of(block._2())));
            sums.add(new Tuple2<>(sum.partitionsUpTo(most), sum));
        }
        return sums.iterator();
    }
}
