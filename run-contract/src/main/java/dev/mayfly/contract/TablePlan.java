package dev.mayfly.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One table of a run: what to read, what it has to look like, and where it goes. {@code output} and {@code rejects} are
 * prefixes that belong to this attempt alone and end in a slash. {@code maxRejected} is the share of rows, 0 to 1, that
 * may be rejected before the table is refused.
 */
public record TablePlan(
        String name,
        List<InputFile> inputs,
        List<Column> columns,
        TableLayout layout,
        URI output,
        URI rejects,
        double maxRejected,
        boolean countDuplicates,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<TablePlan.ReadOption> reading) {
    /** How files are read that are not plain lines below a header. Stored: add, never rename. */
    public enum ReadOption {
        /** A field in quotes may have line breaks; such files are read by one task each. */
        MULTILINE,
        /** A file may have a header and no rows. */
        MAY_BE_EMPTY
    }

    @JsonCreator
    public TablePlan {
        Guards.name("table", name);
        inputs = List.copyOf(inputs);
        columns = List.copyOf(columns);
        Guards.present("layout of table " + name, layout);
        Guards.present("output of table " + name, output);
        Guards.present("rejects of table " + name, rejects);
        if (!(maxRejected >= 0 && maxRejected <= 1)) {
            throw new IllegalArgumentException(
                    "maxRejected of table %s is %s, and has to lie between 0 and 1".formatted(name, maxRejected));
        }
        reading = Guards.sorted(reading);
        TableReferences.check(name, columns, layout);
    }

    /** A table that is read as lines. */
    public TablePlan(
            String name,
            List<InputFile> inputs,
            List<Column> columns,
            TableLayout layout,
            URI output,
            URI rejects,
            double maxRejected,
            boolean countDuplicates) {
        this(name, inputs, columns, layout, output, rejects, maxRejected, countDuplicates, Set.of());
    }

    /** The same, written elsewhere. */
    public TablePlan withLocations(URI otherOutput, URI otherRejects) {
        return new TablePlan(
                name, inputs, columns, layout, otherOutput, otherRejects, maxRejected, countDuplicates, reading);
    }

    /** The columns that readers see: those of the files, and those that partitions are named by beside them. */
    public List<Column> shownColumns() {
        return Stream.concat(columns.stream(), layout.derived().stream().map(DerivedColumn::column))
                .toList();
    }
}
