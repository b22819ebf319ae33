package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.Column;
import java.util.Locale;
import java.util.stream.Collectors;

/** What readers of an atomic table see: a view of the one table that holds a generation. */
public final class GenerationView {
    /** The name of the table or view that is of one generation of another; stored: never change it. */
    public static String table(String table, String generation) {
        return table + "__" + generation.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    }

    static String sql(Publication publication) {
        return "SELECT %s FROM \"%s\""
                .formatted(
                        publication.columns().stream()
                                .map(Column::name)
                                .collect(Collectors.joining("\", \"", "\"", "\"")),
                        table(publication.table(), publication.generation()));
    }

    private GenerationView() {}
}
