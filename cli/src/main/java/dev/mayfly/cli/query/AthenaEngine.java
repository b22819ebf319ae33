package dev.mayfly.cli.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StatementType;

/** Athena: starts a query, waits for its end and says what it scanned and cost. A query that is left behind is stopped. */
final class AthenaEngine implements QueryEngine {
    private final AthenaClient athena;
    private final Place place;

    /** Where queries run, how often their state is asked for, and after how many rows enough was seen. */
    record Place(String database, String workgroup, BigDecimal usdPerTerabyte, Duration glance, int mostRows) {}

    AthenaEngine(AthenaClient athena, Place place) {
        this.athena = athena;
        this.place = place;
    }

    @Override
    public QueryAnswer ask(String sql) throws InterruptedException {
        String id = athena.startQueryExecution(request -> request.queryString(sql)
                        .workGroup(place.workgroup())
                        .queryExecutionContext(
                                context -> context.database(place.database()).catalog("AwsDataCatalog")))
                .queryExecutionId();
        QueryExecution over = ended(id);
        if (over.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new IllegalStateException(
                    "Athena says %s of query %s: %s".formatted(over.status().state(), id, why(over)));
        }
        List<String> notes = new ArrayList<>();
        notes.add(new ScanCost(scanned(over), place.usdPerTerabyte()).toString());
        return new QueryAnswer(rows(over, notes), notes);
    }

    /** Ctrl-C leaves a query behind as well, and what it scans is paid for. */
    private QueryExecution ended(String id) throws InterruptedException {
        Thread hook = new Thread(() -> stop(id));
        Runtime.getRuntime().addShutdownHook(hook);
        boolean over = false;
        try {
            QueryExecution execution = execution(id);
            while (!isOver(execution)) {
                LockSupport.parkNanos(place.glance().toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException("query " + id + " was left behind and is stopped");
                }
                execution = execution(id);
            }
            over = true;
            return execution;
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
            if (!over) {
                // The client refuses to speak for a thread that is interrupted.
                boolean interrupted = Thread.interrupted();
                stop(id);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private QueryExecution execution(String id) {
        return athena.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution();
    }

    private void stop(String id) {
        athena.stopQueryExecution(request -> request.queryExecutionId(id));
    }

    private static boolean isOver(QueryExecution execution) {
        return switch (execution.status().state()) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case QUEUED, RUNNING, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    private static String why(QueryExecution over) {
        return Optional.ofNullable(over.status().stateChangeReason()).orElse("no reason was given");
    }

    private static long scanned(QueryExecution over) {
        return Optional.ofNullable(over.statistics())
                .map(statistics -> statistics.dataScannedInBytes())
                .orElse(0L);
    }

    private List<List<String>> rows(QueryExecution over, List<String> notes) {
        List<List<String>> rows = new ArrayList<>();
        for (GetQueryResultsResponse page :
                athena.getQueryResultsPaginator(request -> request.queryExecutionId(over.queryExecutionId()))) {
            boolean first = rows.isEmpty();
            if (first) {
                rows.add(page.resultSet().resultSetMetadata().columnInfo().stream()
                        .map(ColumnInfo::name)
                        .toList());
            }
            // A query's first row repeats the names; what SHOW and the like answer has no such row.
            int from = first && over.statementType() == StatementType.DML ? 1 : 0;
            List<Row> shown = page.resultSet().rows();
            shown.subList(Math.min(from, shown.size()), shown.size()).forEach(row -> rows.add(text(row)));
            if (rows.size() > place.mostRows()) {
                notes.add("the first %d rows; all of them are in %s"
                        .formatted(place.mostRows(), over.resultConfiguration().outputLocation()));
                return rows.subList(0, place.mostRows() + 1);
            }
        }
        return rows;
    }

    private static List<String> text(Row row) {
        return row.data().stream()
                .map(datum -> datum.varCharValue() == null ? "NULL" : datum.varCharValue())
                .toList();
    }

    @Override
    public void close() {
        athena.close();
    }
}
