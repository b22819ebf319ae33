package dev.mayfly.job.source;

import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.contract.DerivedColumn.Group;
import dev.mayfly.contract.RunFailure.Cause;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.failure.StepFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Says which layout to use where a table falls into more partitions than it may. */
public final class PartitionAdvice {
    private static final int USUAL_BUCKETS = 64;

    private final TablePlan plan;
    private final TableLayout layout;

    public PartitionAdvice(TablePlan plan) {
        this.plan = plan;
        this.layout = plan.layout();
    }

    /** Why it cannot be partitioned so: {@code found} partitions, and {@code values} of each partition column. */
    public StepFailure tooMany(long found, List<Long> values) {
        List<String> by = layout.partitionBy();
        int finest = IntStream.range(0, by.size())
                .boxed()
                .max(Comparator.comparing(values::get))
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
                                values.get(finest),
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
                .map(PartitionAdvice::written)
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
}
