package dev.mayfly.job.shuffle;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Option;
import scala.Product2;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Spark's shuffle as the exchange uses it: what goes where is said by a number, and any partitions of it may be read at a time. */
final class Shuffle {
    /** The pairs behind a shuffle to the partition that each names. */
    @SuppressWarnings("unchecked") // a pair is a product of two
    static JavaRDD<Tuple2<Integer, byte[]>> of(JavaRDD<Tuple2<Integer, byte[]>> pairs, Partitioner partitioner) {
        RDD<? extends Product2<Integer, byte[]>> products = pairs.rdd();
        RDD<Tuple2<Integer, byte[]>> shuffled = new ShuffledRDD<Integer, byte[], byte[]>(
                products, partitioner, tag(Integer.class), tag(byte[].class), tag(byte[].class));
        return new JavaRDD<>(shuffled, (ClassTag<Tuple2<Integer, byte[]>>) (ClassTag<?>) tag(Tuple2.class));
    }

    /** A task for each group, which reads the partitions of its group one after the other. */
    static <T> JavaRDD<T> only(JavaRDD<T> rows, List<List<Integer>> groups) {
        RDD<T> grouped = rows.rdd().coalesce(groups.size(), false, Option.apply(new Groups(groups)), null);
        return new JavaRDD<>(grouped, rows.classTag());
    }

    private static <T> ClassTag<T> tag(Class<T> type) {
        return ClassTag$.MODULE$.apply(type);
    }

    private record Groups(List<List<Integer>> groups) implements PartitionCoalescer, scala.Serializable {
        @Override
        public PartitionGroup[] coalesce(int most, RDD<?> parent) {
            Partition[] partitions = parent.partitions();
            return groups.stream().map(group -> group(group, partitions)).toArray(PartitionGroup[]::new);
        }

        private static PartitionGroup group(List<Integer> places, Partition[] partitions) {
            PartitionGroup group = new PartitionGroup(Option.empty());
            places.forEach(place -> group.partitions().$plus$eq(partitions[place]));
            return group;
        }
    }

    private Shuffle() {}
}
