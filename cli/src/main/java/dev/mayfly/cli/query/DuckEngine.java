package dev.mayfly.cli.query;

import dev.mayfly.cli.cloud.Clients;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** DuckDB over the locations that the catalog names: no server and no download, and no views. */
final class DuckEngine implements QueryEngine {
    private final CatalogSession lake;
    private final List<String> views;

    private DuckEngine(CatalogSession lake, List<String> views) {
        this.lake = lake;
        this.views = views;
    }

    /** Files are fetched into {@code cache}. */
    static DuckEngine open(Clients clients, String database, Path cache) throws SQLException {
        return new DuckEngine(
                CatalogSession.open(clients, database, cache), new CatalogTables(clients).views(database));
    }

    @Override
    public QueryAnswer ask(String sql) throws SQLException {
        try {
            return new QueryAnswer(lake.query(sql), List.of());
        } catch (SQLException e) {
            for (String view : views) {
                if (String.valueOf(e.getMessage()).contains("Table with name %s does not exist".formatted(view))) {
                    throw new IllegalArgumentException(
                            "%s is a view, written for Athena: --engine trino answers it here, --on-aws there"
                                    .formatted(view),
                            e);
                }
            }
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        lake.close();
    }
}
