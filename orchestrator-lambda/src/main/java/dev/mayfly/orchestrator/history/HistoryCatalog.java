package dev.mayfly.orchestrator.history;

import java.net.URI;

/** The tables that tell readers of runs, in the same database as the dataset's own tables. */
public interface HistoryCatalog {
    /** A catalog that shows none. */
    HistoryCatalog NONE = new HistoryCatalog() {
        @Override
        public void show(String database) {}

        @Override
        public void list(Rejects rejects) {}

        @Override
        public void forget(Rejects rejects) {}
    };

    /** What an attempt rejected of a table, and where it lies. */
    record Rejects(String database, String dataset, String table, String generation, URI location) {}

    /** Makes the tables of a database or brings their columns up to date; doing it again changes nothing. */
    void show(String database);

    /** Shows what was rejected; showing it again changes nothing. */
    void list(Rejects rejects);

    /** Shows it no more. */
    void forget(Rejects rejects);
}
