package dev.mayfly.cli.verify;

import java.util.Optional;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** Asks Athena for one partition of the run's table and for all of it, and compares what it says it scanned. */
final class ScannedBytes implements Check {
    @Override
    public String assumption() {
        return "Athena prunes and fetches as Trino 476 does";
    }

    @Override
    public Finding run(Target site) throws Exception {
        if (site.embedded()) {
            return Finding.notChecked("there is no Athena in the embedded cloud");
        }
        try (AthenaClient athena = site.clients().build(AthenaClient.builder())) {
            QueryExecution one = ask(athena, site, "SELECT count(itemid) FROM events WHERE event = 'transaction'");
            QueryExecution all = ask(athena, site, "SELECT count(itemid) FROM events");
            if (one.status().state() != QueryExecutionState.SUCCEEDED
                    || all.status().state() != QueryExecutionState.SUCCEEDED) {
                return Finding.of(false, "Athena says %s and %s".formatted(one.status(), all.status()));
            }
            long pruned = one.statistics().dataScannedInBytes();
            long whole = all.statistics().dataScannedInBytes();
            return Finding.of(
                    pruned > 0 && pruned < whole / 2,
                    "%,d bytes for one event of three, %,d for all; in %d and %d ms"
                            .formatted(
                                    pruned,
                                    whole,
                                    one.statistics().totalExecutionTimeInMillis(),
                                    all.statistics().totalExecutionTimeInMillis()));
        }
    }

    private static QueryExecution ask(AthenaClient athena, Target site, String sql) throws Exception {
        String id = athena.startQueryExecution(start -> start.queryString(sql)
                        .workGroup(site.names().deployment() + "-analysts")
                        .queryExecutionContext(
                                context -> context.database(site.names().database())))
                .queryExecutionId();
        return Poller.until(
                        site.pace().clusterEnds(),
                        site.pace().glance(),
                        () -> Optional.of(athena.getQueryExecution(get -> get.queryExecutionId(id))
                                        .queryExecution())
                                .filter(execution -> execution.status().completionDateTime() != null))
                .map(Poller.Seen::what)
                .orElseThrow(() -> new IllegalStateException("Athena's query " + id + " does not end"));
    }
}
