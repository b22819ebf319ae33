package dev.mayfly.job.check;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.TablePlan;
import java.io.Serializable;
import java.util.List;

/** A table's column as tasks need it: its type by the contract's name, and whether it names partitions. */
public record TypedColumn(String name, String type, boolean nullable, boolean partition) implements Serializable {
    public static List<TypedColumn> of(TablePlan table) {
        return table.columns().stream()
                .map(column -> of(column, table.layout().partitionBy().contains(column.name())))
                .toList();
    }

    private static TypedColumn of(Column column, boolean partition) {
        // A partition cannot be without a value, whatever the column's owner allows.
        return new TypedColumn(column.name(), column.type().toString(), column.nullable() && !partition, partition);
    }

    public ColumnType columnType() {
        return ColumnType.of(type);
    }
}
