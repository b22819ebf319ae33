package dev.mayfly.orchestrator.history;

/** Where history lies in the curated bucket, beside the datasets. Stored: never change it. */
final class HistoryPaths {
    static String key(String database, HistoryTable table) {
        return "mayfly-history/" + database + "/" + table.folder();
    }

    private HistoryPaths() {}
}
