package dev.mayfly.orchestrator.dataset;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.orchestrator.run.Usd;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A dataset as its owner defines it: where files arrive, where tables go, what a run may cost. Prefixes end in a slash. Its
 * {@code definitionHash} is of all that shapes the tables; another limit, readiness or view is no reason to run again.
 */
public record Dataset(
        String name,
        URI source,
        URI curated,
        String database,
        Ready ready,
        boolean publishesRemovals,
        Cost cost,
        List<DatasetTable> tables,
        List<DatasetView> views,
        String definitionHash) {

    /** When inputs are complete: after a quiet time, at the latest after {@code maxWait}, or when a manifest says so. */
    public record Ready(Optional<Duration> quiet, String manifest, Duration maxWait) {}

    /** What the owner is ready to pay; the template is a name or {@code auto}. */
    public record Cost(String template, Duration maxDuration, Usd perRun, Usd perDay) {}

    public Dataset {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }

    static String definitionHash(URI source, URI curated, String database, List<DatasetTable> tables) {
        return ContractJson.sha256(ContractJson.bytes(new Shape(source, curated, database, tables)));
    }

    private record Shape(URI source, URI curated, String database, List<DatasetTable> tables) {}
}
