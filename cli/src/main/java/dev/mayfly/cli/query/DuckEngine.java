package dev.mayfly.cli.query;

import java.sql.SQLException;
import java.util.List;

/** DuckDB over the locations that the catalog names: no server and no download, and no views. */
final class DuckEngine implements QueryEngine {
    private final Lake lake;

    DuckEngine(Lake lake) {
        this.lake = lake;
    }

    @Override
    public QueryAnswer ask(String sql) throws SQLException {
        return new QueryAnswer(lake.query(sql), List.of());
    }

    @Override
    public void close() throws SQLException {
        lake.close();
    }
}
