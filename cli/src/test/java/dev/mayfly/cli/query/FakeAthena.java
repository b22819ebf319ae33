package dev.mayfly.cli.query;

import dev.mayfly.local.http.AwsError;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.http.JsonService;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.StatementType;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionResponse;

/** Athena's end of the wire, in the shapes of its model: one query, which passes through the states that a test gives it. */
final class FakeAthena extends JsonService implements AutoCloseable {
    static final String ID = "9a3c2f0e-6b1d-4c57-8f0a-1d2e3f4a5b6c";
    private static final int PAGE = 2;
    private final HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
    final List<StartQueryExecutionRequest> started = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    List<QueryExecutionState> states = List.of(QueryExecutionState.SUCCEEDED);
    Optional<String> reason = Optional.empty();
    StatementType statement = StatementType.DML;
    long scanned;
    List<List<String>> rows = List.of();
    IntConsumer whenAsked = asked -> {};
    private int asked;

    FakeAthena() {
        super("athena", "1.1");
        operation("StartQueryExecution", StartQueryExecutionRequest::builder, this::start);
        operation("GetQueryExecution", GetQueryExecutionRequest::builder, this::execution);
        operation("GetQueryResults", GetQueryResultsRequest::builder, this::results);
        operation("StopQueryExecution", StopQueryExecutionRequest::builder, request -> {
            stopped.add(request.queryExecutionId());
            return StopQueryExecutionResponse.builder().build();
        });
        front.serve(this);
    }

    URI endpoint() {
        return front.endpoint();
    }

    private StartQueryExecutionResponse start(StartQueryExecutionRequest request) {
        String token = request.clientRequestToken();
        if (token == null || token.length() < 32 || token.length() > 128) {
            throw new AwsError(400, "InvalidRequestException", "Idempotency token must have 32 to 128 characters");
        }
        started.add(request);
        return StartQueryExecutionResponse.builder().queryExecutionId(ID).build();
    }

    private GetQueryExecutionResponse execution(GetQueryExecutionRequest request) {
        if (!request.queryExecutionId().equals(ID)) {
            throw new AwsError(
                    400, "InvalidRequestException", "QueryExecution " + request.queryExecutionId() + " was not found");
        }
        QueryExecutionState state = states.get(Math.min(asked++, states.size() - 1));
        whenAsked.accept(asked);
        return GetQueryExecutionResponse.builder()
                .queryExecution(execution -> execution
                        .queryExecutionId(ID)
                        .statementType(statement)
                        .status(status -> status.state(state).stateChangeReason(reason.orElse(null)))
                        .resultConfiguration(result -> result.outputLocation("s3://mayfly-state/athena/" + ID + ".csv"))
                        .statistics(statistics -> statistics.dataScannedInBytes(scanned)))
                .build();
    }

    /** Pages of two; a query's first row on the first page repeats the names, and a null has no value. */
    private GetQueryResultsResponse results(GetQueryResultsRequest request) {
        int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
        List<List<String>> all = statement == StatementType.DML ? rows : rows.subList(1, rows.size());
        int to = Math.min(all.size(), from + PAGE);
        return GetQueryResultsResponse.builder()
                .resultSet(result -> result.resultSetMetadata(metadata -> metadata.columnInfo(rows.get(0).stream()
                                .map(name -> ColumnInfo.builder()
                                        .name(name)
                                        .type("varchar")
                                        .build())
                                .toList()))
                        .rows(all.subList(from, to).stream()
                                .map(FakeAthena::row)
                                .toList()))
                .nextToken(to < all.size() ? Integer.toString(to) : null)
                .build();
    }

    private static Row row(List<String> values) {
        return Row.builder()
                .data(values.stream()
                        .map(value -> Datum.builder()
                                .varCharValue(value.equals("NULL") ? null : value)
                                .build())
                        .toList())
                .build();
    }

    @Override
    public void close() {
        front.close();
    }
}
