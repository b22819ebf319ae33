package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.Column;
import java.util.List;

/** A view that analysts find beside a dataset's tables: one query in Athena's SQL, and the columns that it answers with. */
public record DatasetView(String name, String comment, String sql, List<Column> columns) {
    public DatasetView {
        if (sql.isBlank() || sql.contains(";")) {
            throw new IllegalArgumentException(
                    "'%s' is no query of a view: one SELECT without a semicolon would be".formatted(sql));
        }
        columns = List.copyOf(columns);
    }
}
