package dev.mayfly.job.check;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.HeaderNames;
import java.io.Serializable;
import java.util.List;

/**
 * Where a column's values come from: the names that a header may have for it ({@code written} where the table's owner wrote
 * them down), or the folder {@code path=value} that a file lies in.
 */
public record ColumnOrigin(List<String> names, boolean written, String path, boolean mayBeMissing)
        implements Serializable {
    public ColumnOrigin {
        names = List.copyOf(names);
    }

    static ColumnOrigin of(Column column) {
        return new ColumnOrigin(column.fileNames(), !column.from().isEmpty(), column.fromPath(), column.mayBeMissing());
    }

    /** A column that every file has under its own name. */
    static ColumnOrigin named(String name) {
        return new ColumnOrigin(List.of(name), false, "", false);
    }

    boolean inPath() {
        return !path.isEmpty();
    }

    /** Whether a header's name is one of the column's, but for blanks around it and the case of letters. */
    boolean names(String header) {
        return names.stream().anyMatch(name -> HeaderNames.folded(name).equals(HeaderNames.folded(header)));
    }

    /** Whether it is one of those that the table's owner wrote down, in the same letters. */
    boolean namesExactly(String header) {
        return written
                && names.stream().anyMatch(name -> HeaderNames.trimmed(name).equals(HeaderNames.trimmed(header)));
    }
}
