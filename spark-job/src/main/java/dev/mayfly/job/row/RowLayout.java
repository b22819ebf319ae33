package dev.mayfly.job.row;

import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.check.DerivedValue;
import dev.mayfly.job.check.TypedColumn;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a table's rows look like on their way: the columns of its files and behind them the derived ones, in Spark's own
 * compact form, and two numbers that stand for the line's bytes where duplicates are counted. {@code order} are the places of the columns that rows are ordered by, the
 * {@code partitions} of those that name folders among them first.
 */
public record RowLayout(
        List<TypedColumn> columns,
        List<DerivedValue> derived,
        List<Integer> partitions,
        List<Integer> order,
        boolean fingerprints)
        implements Serializable {
    public RowLayout {
        columns = List.copyOf(columns);
        derived = List.copyOf(derived);
        partitions = List.copyOf(partitions);
        order = List.copyOf(order);
        if (!order.subList(0, Math.min(partitions.size(), order.size())).equals(partitions)) {
            throw new IllegalArgumentException(
                    "the order %s has to begin with the partitions %s".formatted(order, partitions));
        }
    }

    /** {@code derived} are the table's derived columns, as they are known at this time. */
    public static RowLayout of(TablePlan table, List<DerivedValue> derived) {
        List<TypedColumn> columns = Stream.concat(
                        TypedColumn.of(table).stream(), derived.stream().map(TypedColumn::of))
                .toList();
        List<String> names = columns.stream().map(TypedColumn::name).toList();
        List<Integer> partitions =
                table.layout().partitionBy().stream().map(names::indexOf).toList();
        List<Integer> order = Stream.concat(
                        partitions.stream(), table.layout().sortBy().stream().map(names::indexOf))
                .distinct()
                .toList();
        return new RowLayout(columns, derived, partitions, order, table.countDuplicates());
    }

    /** The columns that files have. */
    public List<TypedColumn> read() {
        return columns.subList(0, columns.size() - derived.size());
    }

    /** The columns of a row, with those that no file gets. */
    public int width() {
        return columns.size() + (fingerprints ? 2 : 0);
    }

    /** Where the first of the two numbers that stand for the line's bytes is. */
    public int fingerprint() {
        if (!fingerprints) {
            throw new IllegalStateException("the duplicates of this table are not counted");
        }
        return columns.size();
    }

    public PhysicalType[] kinds() {
        return columns.stream()
                .map(column -> PhysicalType.of(column.columnType()))
                .toArray(PhysicalType[]::new);
    }

    public int[] places() {
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
