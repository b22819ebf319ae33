package dev.mayfly.job.shuffle;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.DerivedColumn.Group;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.DerivedValue;
import dev.mayfly.job.check.LineClassifier;
import dev.mayfly.job.check.LineKind;
import dev.mayfly.job.check.PartitionRoom;
import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.failure.UnexpectedFailure;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.source.InputSplit;
import dev.mayfly.job.source.InputSplits;
import dev.mayfly.job.source.LineSource;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/** Finds out which values have groups of their own. Only that needs a reading before the one that rows are made of. */
final class TopValuesJob {
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";
    private final JavaSparkContext spark;
    private final Configuration conf;
    private final TablePlan plan;
    private final InputSplits inputs;

    TopValuesJob(JavaSparkContext spark, Configuration conf, TablePlan plan, InputSplits inputs) {
        this.spark = spark;
        this.conf = conf;
        this.plan = plan;
        this.inputs = inputs;
    }

    /** The table's rows, with what its derived columns are made by. */
    RowLayout shape() {
        List<DerivedValue> derived = DerivedValue.of(plan);
        List<Group> groups = plan.layout().derived().stream()
                .filter(column -> column instanceof Group)
                .map(column -> (Group) column)
                .toList();
        if (groups.isEmpty()) {
            return RowLayout.of(plan, derived);
        }
        List<String> columns = plan.columns().stream().map(Column::name).toList();
        List<Integer> counted =
                groups.stream().map(group -> columns.indexOf(group.from())).toList();
        PartitionRoom room = PartitionRoom.of(TypedColumn.of(plan), derived);
        JavaPairRDD<Value, Long> counts =
                counts(RowLayout.of(plan, derived), counted).cache();
        try {
            Map<String, Set<String>> named = new HashMap<>();
            for (int i = 0; i < groups.size(); i++) {
                named.put(groups.get(i).name(), most(counts, i, groups.get(i), room));
            }
            return RowLayout.of(
                    plan, derived.stream().map(value -> value.grouped(named)).toList());
        } finally {
            counts.unpersist();
        }
    }

    /** A value of the group with this number. */
    private record Value(int group, String text) implements Serializable {}

    /** The most frequent, among equals the first in order. */
    private record Frequent() implements Comparator<Tuple2<Value, Long>>, Serializable {
        @Override
        public int compare(Tuple2<Value, Long> one, Tuple2<Value, Long> other) {
            int compared = Long.compare(other._2(), one._2());
            return compared != 0 ? compared : one._1().text.compareTo(other._1().text);
        }
    }

    /** Values that cannot name a partition are part of the rest. */
    private static Set<String> most(JavaPairRDD<Value, Long> counts, int group, Group column, PartitionRoom room) {
        int bytes = room.of(column.name());
        Set<String> most = new LinkedHashSet<>();
        counts.filter(count -> count._1().group == group
                        && !count._1().text.equals(Group.OTHER)
                        && !count._1().text.equals(HIVE_NULL)
                        && PartitionRoom.bytes(count._1().text) <= bytes)
                .takeOrdered(column.top(), new Frequent())
                .forEach(count -> most.add(count._1().text));
        return most;
    }

    private JavaPairRDD<Value, Long> counts(RowLayout shape, List<Integer> columns) {
        Broadcast<SerializableConfiguration> settings = spark.broadcast(new SerializableConfiguration(conf));
        Set<TablePlan.ReadOption> reading = plan.reading();
        return spark.parallelize(inputs.tasks(), inputs.tasks().size())
                .mapPartitionsToPair(
                        packs -> count(settings.value().value(), reading, shape, columns, TableShuffle.pieces(packs))
                                .iterator())
                .reduceByKey(Long::sum);
    }

    /** Of accepted rows alone, judged as they are when rows are made of them, but that nothing is made. */
    private static List<Tuple2<Value, Long>> count(
            Configuration conf,
            Set<TablePlan.ReadOption> reading,
            RowLayout shape,
            List<Integer> columns,
            List<InputSplit> pieces) {
        ValueHistogram count = new ValueHistogram(shape.columns().size(), columns);
        List<DerivedValue> others = shape.derived().stream()
                .filter(value -> !(value instanceof DerivedValue.Ungrouped))
                .toList();
        for (InputSplit piece : pieces) {
            LineClassifier judge = new LineClassifier(shape.read(), others, piece.header(), count);
            try (LineSource lines = LineSource.of(conf, reading, piece.uri(), piece.start(), piece.length())) {
                while (lines.next()) {
                    if (judge.judge(lines.buffer(), lines.start(), lines.length()) == LineKind.ACCEPTED) {
                        count.count();
                    }
                }
            } catch (Throwable e) {
                throw UnexpectedFailure.<RuntimeException>inTask("in " + S3Uris.shown(piece.uri()), e);
            }
        }
        return IntStream.range(0, columns.size())
                .boxed()
                .flatMap(group -> counted(group, count))
                .toList();
    }

    private static Stream<Tuple2<Value, Long>> counted(int group, ValueHistogram count) {
        List<UTF8String> values = count.values(group);
        return IntStream.range(0, values.size())
                .mapToObj(place ->
                        new Tuple2<>(new Value(group, values.get(place).toString()), count.count(group, place)));
    }
}
