package dev.mayfly.orchestrator.history;

import java.util.List;

/** Where the rows of the tables {@code mayfly_runs} and {@code mayfly_generations} lie, for each database apart. */
public interface HistoryWriter {
    /** A shelf that keeps nothing. */
    HistoryWriter NONE = new HistoryWriter() {
        @Override
        public void keep(String database, RunRow run) {}

        @Override
        public void keep(String database, List<GenerationRow> tables) {}
    };

    /** Keeps an ended run's row; keeping it again changes nothing. */
    void keep(String database, RunRow run);

    /** Keeps the rows of one generation; keeping them again changes nothing. */
    void keep(String database, List<GenerationRow> tables);
}
