package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.Column;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One table as readers have to see it: its columns, its partition columns, whose work it is. {@code generation} names the
 * attempt that made it and {@code verifiedAt} says since when it is believed; both are the same each time it is published.
 */
public record Publication(
        String database,
        String table,
        String dataset,
        String runId,
        String generation,
        Instant verifiedAt,
        List<Column> columns,
        List<String> partitionBy,
        URI output,
        long rows,
        long bytes,
        Set<Publication.PublishOption> words) {

    /** What somebody has to say before it is done, or has said about how. */
    public enum PublishOption {
        /** A table of the same name that nobody made here becomes the dataset's. */
        ADOPT,
        /** Columns may vanish or change their types. */
        CHANGE_COLUMNS,
        /** Nothing is written: the answer says what differs. */
        ONLY_COMPARE
    }

    public Publication {
        columns = List.copyOf(columns);
        partitionBy = List.copyOf(partitionBy);
        words = Set.copyOf(words);
    }

    /** The same for the table that holds this generation alone, which readers do not ask by its name. */
    public Publication ofGeneration() {
        return new Publication(
                database,
                GenerationView.table(table, generation),
                dataset,
                runId,
                generation,
                verifiedAt,
                columns,
                partitionBy,
                output,
                rows,
                bytes,
                words);
    }

    boolean may(Publication.PublishOption word) {
        return words.contains(word);
    }
}
