package dev.mayfly.cli.bench.catalog;

import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.S3Uris;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;

/** What a reader finds in the catalog, held against what the run made. */
final class FinalState {
    private final GlueClient glue;
    private final LiteralEvents events;

    FinalState(GlueClient glue, LiteralEvents events) {
        this.glue = glue;
        this.events = events;
    }

    /** Whether every partition of the run is there at its location with its run, and no other. */
    boolean exact() {
        Map<List<String>, String> shown = new HashMap<>();
        long pages = glue
                .getPartitionsPaginator(
                        request -> request.databaseName(LiteralEvents.DATABASE).tableName(LiteralEvents.TABLE))
                .stream()
                .peek(page -> page.partitions().forEach(partition -> shown.put(partition.values(), said(partition))))
                .count();
        return pages > 0
                && shown.size() == events.partitions()
                && events.between(0, events.partitions())
                        .allMatch(made -> said(made).equals(shown.get(made.values())));
    }

    private static String said(Partition partition) {
        return "%s of %s with %d columns"
                .formatted(
                        partition.storageDescriptor().location(),
                        partition.parameters().get("mayfly.run"),
                        partition.storageDescriptor().columns().size());
    }

    private String said(PartitionOutput made) {
        return "%s of %s with 3 columns".formatted(S3Uris.text(made.location()), events.run());
    }
}
