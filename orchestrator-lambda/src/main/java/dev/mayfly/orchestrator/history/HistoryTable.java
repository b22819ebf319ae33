package dev.mayfly.orchestrator.history;

import java.util.List;

/**
 * A table and what each of its columns says; its files are Parquet or JSON lines, {@code keys} are the columns that partition it. Names
 * and types are stored in catalogs: add, never rename.
 */
record HistoryTable(String tableName, String comment, boolean json, List<ColumnDoc> keys, List<ColumnDoc> columns) {
    /** The rows are {@link RunRow}s. */
    static final HistoryTable RUNS = new HistoryTable(
            "mayfly_runs",
            "Runs that have ended, one row for each; join mayfly_generations by run_id.",
            true,
            List.of(),
            List.of(
                    new ColumnDoc("run_id", "string", "sorts by when the run began"),
                    new ColumnDoc("dataset", "string", ""),
                    new ColumnDoc(
                            "kind", "string", "TRANSFORM; or, without a cluster, APPROVAL, ROLLBACK, PIN or REPAIR"),
                    new ColumnDoc("outcome", "string", "SUCCEEDED, FAILED, CANCELLED, REJECTED or HELD"),
                    new ColumnDoc("reason_code", "string", "null where it succeeded"),
                    new ColumnDoc("reason", "string", "in a sentence"),
                    new ColumnDoc("cause", "string", "what began it"),
                    new ColumnDoc("started_at", "timestamp", "UTC"),
                    new ColumnDoc("ended_at", "timestamp", "UTC; its clusters are gone by then"),
                    new ColumnDoc("launches", "int", "clusters that were launched for it"),
                    new ColumnDoc("clusters", "array<string>", "their ids"),
                    new ColumnDoc("cost_usd", "decimal(12,4)", "what they came to"),
                    new ColumnDoc("budget_usd", "decimal(12,4)", "what they might have come to"),
                    new ColumnDoc(
                            "generation", "string", "what readers saw because of it; null where it changed nothing"),
                    new ColumnDoc("job_version", "string", "of the program that ran"),
                    new ColumnDoc("definition_hash", "string", "of the dataset's definition"),
                    new ColumnDoc("fingerprint", "string", "of the input files")));

    /** The rows are {@link GenerationRow}s. */
    static final HistoryTable GENERATIONS = new HistoryTable(
            "mayfly_generations",
            "What was shown to readers: one row for each table of a generation, whose name stands in its files' paths.",
            true,
            List.of(),
            List.of(
                    new ColumnDoc("generation", "string", "the attempt that wrote the files"),
                    new ColumnDoc("run_id", "string", "the run whose attempt that was"),
                    new ColumnDoc("dataset", "string", ""),
                    new ColumnDoc("table_name", "string", ""),
                    new ColumnDoc("verified_at", "timestamp", "UTC"),
                    new ColumnDoc("row_count", "bigint", ""),
                    new ColumnDoc("rejected_rows", "bigint", "they are in mayfly_rejects"),
                    new ColumnDoc("partition_count", "bigint", ""),
                    new ColumnDoc("bytes", "bigint", "of its files"),
                    new ColumnDoc("inputs", "array<string>", "the files that it was made of")));

    /** The rows are those that a step rejected, where it left them. */
    static final HistoryTable REJECTS = new HistoryTable(
            "mayfly_rejects",
            "Rows that were not taken, with the reason; whoever reads them needs the rejects-reader role.",
            false,
            List.of(
                    new ColumnDoc("dataset", "string", ""),
                    new ColumnDoc("table_name", "string", ""),
                    new ColumnDoc("generation", "string", "the attempt that rejected them, shown to readers or not")),
            List.of(
                    new ColumnDoc("raw", "string", "the row as text"),
                    new ColumnDoc("raw_bytes", "binary", "the row as it was, where text cannot hold it"),
                    new ColumnDoc("file", "string", ""),
                    new ColumnDoc("byte_offset", "bigint", "where the row begins in its file"),
                    new ColumnDoc("line", "bigint", "on which line it begins"),
                    new ColumnDoc("reason", "string", "what is wrong with it")));

    static final List<HistoryTable> ALL = List.of(RUNS, GENERATIONS, REJECTS);

    HistoryTable {
        keys = List.copyOf(keys);
        columns = List.copyOf(columns);
    }

    /** A column: its name, its type in Hive's words, and what it says where the name does not. */
    record ColumnDoc(String name, String type, String comment) {}

    /** Where its rows lie below the place of a database; of a partitioned one each partition says it itself. */
    String folder() {
        return tableName.substring(tableName.indexOf('_') + 1) + "/";
    }
}
