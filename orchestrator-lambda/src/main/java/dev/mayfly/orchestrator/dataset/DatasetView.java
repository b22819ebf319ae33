package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import java.util.List;

/** A view that analysts find beside a dataset's tables: one query in Athena's SQL, and the columns that it answers with. */
public record DatasetView(String name, String comment, String sql, List<Column> columns) {
    /** What Glue takes as a description. */
    private static final int LONGEST_COMMENT = 2_048;

    public DatasetView {
        if (comment.length() > LONGEST_COMMENT) {
            throw new IllegalArgumentException("the comment of view %s has %d characters: at most %d would do"
                    .formatted(name, comment.length(), LONGEST_COMMENT));
        }
        if (sql.isBlank() || sql.contains(";")) {
            throw new IllegalArgumentException(
                    "'%s' is no query of a view: one SELECT without a semicolon would be".formatted(sql));
        }
        columns = List.copyOf(columns);
    }
}
