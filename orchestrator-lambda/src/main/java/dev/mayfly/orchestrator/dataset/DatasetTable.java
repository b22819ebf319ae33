package dev.mayfly.orchestrator.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mayfly.contract.Column;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One table of a dataset: the pattern of its files' names below the source, its columns, its layout, its guards; whether a table of its name that
 * somebody else made is taken over, and whether columns that readers see may vanish or change their types;
 * whether readers need all partitions of a generation at once; how its files are read. What was added later is left out of the
 * definition's hash where it says nothing, so that a new release alone starts no run.
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
        boolean atomic,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<TablePlan.ReadOption> reading) {
    public DatasetTable {
        columns = List.copyOf(columns);
        // In one order always: the definition's hash is of the bytes.
        reading = Collections.unmodifiableSet(new TreeSet<>(reading));
    }
}
