package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.TableLayout;
import java.util.List;

/**
 * One table of a dataset: the pattern of its files' names below the source, its columns, its layout, its guards; whether a table of its name that
 * somebody else made is taken over, and whether columns that readers see may vanish or change their types;
 * whether readers need all partitions of a generation at once.
 */
public record DatasetTable(
        String name,
        String files,
        boolean required,
        List<Column> columns,
        TableLayout layout,
        double maxRejected,
        double maxShrink,
        boolean countDuplicates,
        boolean adopt,
        boolean columnsMayChange,
        boolean atomic) {
    public DatasetTable {
        columns = List.copyOf(columns);
    }
}
