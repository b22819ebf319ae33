package dev.mayfly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.cli.cloud.Clients;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StatementType;

class AthenaEngineTest {
    private final FakeAthena athena = new FakeAthena();
    private AthenaEngine engine;

    @BeforeEach
    void connect() {
        engine = new AthenaEngine(
                Clients.of(athena.endpoint()).build(AthenaClient.builder()),
                new AthenaEngine.Place("retailrocket", "mayfly-analysts", ScanCost.USUAL, Duration.ofMillis(1), 3));
    }

    @AfterEach
    void close() {
        engine.close();
        athena.close();
    }

    @Test
    void waitsForTheEndAndSaysWhatWasScannedAndCharged() throws Exception {
        athena.states = List.of(QueryExecutionState.QUEUED, QueryExecutionState.RUNNING, QueryExecutionState.SUCCEEDED);
        athena.rows = List.of(List.of("event", "n"), List.of("view", "7"), List.of("transaction", "NULL"));
        athena.scanned = 70_000;
        QueryEngine.QueryAnswer answer = engine.ask("SELECT event, count(*) AS n FROM events GROUP BY 1");
        assertThat(answer.rows()).isEqualTo(athena.rows);
        assertThat(answer.notes())
                .containsExactly("scanned 68.4 KB, charged as 10.0 MB: 0.000048 USD at 5.00 USD a TB");
        assertThat(athena.started).singleElement().satisfies(request -> {
            assertThat(request.workGroup()).isEqualTo("mayfly-analysts");
            assertThat(request.queryExecutionContext().database()).isEqualTo("retailrocket");
            assertThat(request.queryString()).startsWith("SELECT event");
        });
        assertThat(athena.stopped).isEmpty();
    }

    @Test
    void showsTheFirstRowsOfAnAnswerThatIsLarge() throws Exception {
        athena.rows = List.of(
                List.of("n"), List.of("1"), List.of("2"), List.of("3"), List.of("4"), List.of("5"), List.of("6"));
        QueryEngine.QueryAnswer answer = engine.ask("SELECT n FROM numbers");
        assertThat(answer.rows()).containsExactly(List.of("n"), List.of("1"), List.of("2"), List.of("3"));
        assertThat(answer.notes())
                .last()
                .asString()
                .startsWith("the first 3 rows; all of them are in s3://mayfly-state/athena/");
    }

    @Test
    void showsEveryRowOfWhatHasNoHeading() throws Exception {
        athena.statement = StatementType.DDL;
        athena.rows = List.of(List.of("tab_name"), List.of("events"), List.of("orders"));
        assertThat(engine.ask("SHOW TABLES").rows()).isEqualTo(athena.rows);
    }

    @Test
    void saysWhyAQueryFailed() {
        athena.states = List.of(QueryExecutionState.FAILED);
        athena.reason = Optional.of("Query exhausted resources: Bytes scanned limit was exceeded");
        assertThatThrownBy(() -> engine.ask("SELECT 1"))
                .hasMessage("Athena says FAILED of query %s: %s".formatted(FakeAthena.ID, athena.reason.get()));
        assertThat(athena.stopped).isEmpty();
    }

    @Test
    void stopsAQueryThatIsLeftBehind() {
        athena.states = List.of(QueryExecutionState.RUNNING);
        Thread reader = Thread.currentThread();
        athena.whenAsked = asked -> {
            if (asked == 2) {
                reader.interrupt();
            }
        };
        assertThatThrownBy(() -> engine.ask("SELECT 1")).isNotNull();
        Thread.interrupted();
        assertThat(athena.stopped).containsExactly(FakeAthena.ID);
    }
}
