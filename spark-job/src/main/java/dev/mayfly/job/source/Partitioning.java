package dev.mayfly.job.source;

import static java.util.stream.Collectors.toCollection;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.DerivedColumn.Group;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.failure.StepFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Which partitions a table falls into, told from counts by value: its groups get their names, and its limit holds. */
final class Partitioning {
    private static final String HIVE_NULL = "__HIVE_DEFAULT_PARTITION__";
    private static final int USUAL_BUCKETS = 64;

    private final TablePlan plan;
    private final TableLayout layout;

    Partitioning(TablePlan plan) {
        this.plan = plan;
        this.layout = plan.layout();
    }

    /** The values that have a partition of their own, by the group's name: the most frequent, among equals the first in order. */
    Map<String, Set<String>> groups(Dataset<Row> accepted) {
        Map<String, Set<String>> groups = new HashMap<>();
        for (DerivedColumn column : layout.derived()) {
            if (column instanceof Group group) {
                Column value = quoted(group.name());
                groups.put(
                        group.name(),
                        accepted
                                .where(value.notEqual(Group.OTHER).and(value.notEqual(HIVE_NULL)))
                                .groupBy(value)
                                .agg(sum(quoted("#rows")).as("#all"))
                                .orderBy(quoted("#all").desc(), value.asc())
                                .limit(group.top())
                                .collectAsList()
                                .stream()
                                .map(row -> row.getString(0))
                                .collect(toCollection(LinkedHashSet::new)));
            }
        }
        return groups;
    }

    /** Rows and bytes by the partitions' values as text, in the form that Spark gives them in a folder's name. */
    Map<List<String>, Census.PartitionCount> count(Dataset<Row> accepted, Map<String, Set<String>> groups) {
        List<String> by = layout.partitionBy();
        Column[] texts = by.stream().map(name -> text(name, groups).as(name)).toArray(Column[]::new);
        Dataset<Row> partitions = accepted.groupBy(texts).agg(sum(quoted("#rows")), sum(quoted("#size")));
        long found = by.isEmpty() ? 1 : partitions.count();
        if (found > layout.maxPartitions()) {
            throw tooMany(found, partitions);
        }
        Map<List<String>, Census.PartitionCount> counts = new HashMap<>();
        for (Row row : partitions.collectAsList()) {
            List<String> values =
                    IntStream.range(0, by.size()).mapToObj(row::getString).toList();
            if (!row.isNullAt(by.size())) {
                counts.put(values, new Census.PartitionCount(row.getLong(by.size()), row.getLong(by.size() + 1)));
            }
        }
        return counts;
    }

    private static Column text(String name, Map<String, Set<String>> groups) {
        Column value = quoted(name);
        return groups.containsKey(name)
                ? when(value.isin(groups.get(name).toArray()), value).otherwise(Group.OTHER)
                : value.cast("string");
    }

    private StepFailure tooMany(long found, Dataset<Row> partitions) {
        List<String> by = layout.partitionBy();
        Column[] counts =
                by.stream().map(name -> countDistinct(quoted(name)).as(name)).toArray(Column[]::new);
        Row values = partitions
                .select(by.stream().map(Partitioning::quoted).toArray(Column[]::new))
                .agg(counts[0], java.util.Arrays.copyOfRange(counts, 1, counts.length))
                .head();
        int finest = IntStream.range(0, by.size())
                .boxed()
                .max(Comparator.comparing(values::getLong))
                .orElseThrow();
        return new StepFailure(
                Cause.TOO_MANY_PARTITIONS,
                "table %s partitioned by %s would have %,d partitions; %,d are allowed. Nothing was written. %s has %,d values. %s"
                        .formatted(
                                plan.name(),
                                by,
                                found,
                                layout.maxPartitions(),
                                by.get(finest),
                                values.getLong(finest),
                                instead(by.get(finest))));
    }

    /** The layout that serves the same queries, in the words of a dataset's YAML. */
    private String instead(String finest) {
        List<String> partitionBy = layout.partitionBy().stream()
                .filter(name -> !name.equals(finest))
                .map(this::written)
                .toList();
        Optional<DerivedColumn> made = layout.derived().stream()
                .filter(column -> column.name().equals(finest))
                .findFirst();
        String column = made.map(DerivedColumn::from).orElse(finest);
        List<String> sortBy = new ArrayList<>(List.of(column));
        layout.sortBy().stream().filter(name -> !name.equals(column)).forEach(sortBy::add);
        String bucket = made.isEmpty() && whole(column)
                ? "; `bucket(%s, %d)` in partitionBy keeps the number of partitions small as well"
                        .formatted(column, USUAL_BUCKETS)
                : "";
        return "The layout to use instead is `partitionBy: [%s]` with `sortBy: [%s]`: a query for one %s then reads a few pages of each file%s. Or raise maxPartitions"
                .formatted(String.join(", ", partitionBy), String.join(", ", sortBy), column, bucket);
    }

    private boolean whole(String name) {
        return plan.columns().stream()
                .anyMatch(column -> column.name().equals(name) && column.type().wholeNumber());
    }

    private String written(String name) {
        return layout.derived().stream()
                .filter(column -> column.name().equals(name))
                .map(Partitioning::written)
                .findFirst()
                .orElse(name);
    }

    private static String written(DerivedColumn column) {
        String call = column instanceof DerivedColumn.Bucket bucket
                ? "bucket(%s, %d)".formatted(bucket.from(), bucket.count())
                : column instanceof Group group
                        ? "group(%s, top %d)".formatted(group.from(), group.top())
                        : "day(%s)".formatted(column.from());
        return call + " as " + column.name();
    }

    private static Column quoted(String name) {
        return col("`" + name + "`");
    }
}
