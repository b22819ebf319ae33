package dev.mayfly.job.check;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.TablePlan;
import java.io.Serializable;
import java.util.List;

/** A table's column as tasks need it: its type by the contract's name, whether it names partitions, what is asked of its values and where they come from. */
public record TypedColumn(
        String name, String type, boolean nullable, boolean partition, List<ColumnRule> rules, ColumnOrigin origin)
        implements Serializable {
    public TypedColumn {
        rules = List.copyOf(rules);
    }

    /** A column of which nothing is asked beyond its type. */
    public TypedColumn(String name, String type, boolean nullable, boolean partition) {
        this(name, type, nullable, partition, List.of());
    }

    /** A column that every file has under its own name. */
    public TypedColumn(String name, String type, boolean nullable, boolean partition, List<ColumnRule> rules) {
        this(name, type, nullable, partition, rules, ColumnOrigin.named(name));
    }

    public static List<TypedColumn> of(TablePlan table) {
        return table.columns().stream()
                .map(column -> of(column, table.layout().partitionBy().contains(column.name())))
                .toList();
    }

    /** A derived column, which is there for partitions alone. */
    public static TypedColumn of(DerivedValue derived) {
        return new TypedColumn(derived.name(), derived.type().toString(), false, true);
    }

    private static TypedColumn of(Column column, boolean partition) {
        // A partition cannot be without a value, whatever the column's owner allows.
        return new TypedColumn(
                column.name(),
                column.type().toString(),
                column.nullable() && !partition,
                partition,
                column.rules(),
                ColumnOrigin.of(column));
    }

    public ColumnType columnType() {
        return ColumnType.of(type);
    }
}
