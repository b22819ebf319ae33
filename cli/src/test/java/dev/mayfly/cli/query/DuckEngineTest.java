package dev.mayfly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.local.glue.GlueService;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.state.StateStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.GlueClient;

class DuckEngineTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhoAnswersAView() throws Exception {
        try (HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
                StateStore store = StateStore.open(folder.resolve("glue"))) {
            GlueService service = new GlueService(store, "111122223333", Clock.systemUTC());
            service.ensureDatabase("shop", "");
            front.serve(service);
            Clients clients = Clients.of(front.endpoint());
            try (GlueClient glue = clients.build(GlueClient.builder())) {
                glue.createTable(request -> request.databaseName("shop")
                        .tableInput(table -> table.name("orders").tableType("VIRTUAL_VIEW")));
            }
            try (DuckEngine duck = DuckEngine.open(clients, "shop", folder.resolve("cache"))) {
                assertThat(duck.ask("SELECT 1 AS n").rows()).containsExactly(List.of("n"), List.of("1"));
                assertThatThrownBy(() -> duck.ask("SELECT * FROM orders"))
                        .hasMessage(
                                "orders is a view, written for Athena: --engine trino answers it here, --on-aws there");
                assertThatThrownBy(() -> duck.ask("SELECT * FROM sales")).isInstanceOf(SQLException.class);
            }
        }
    }

    /** The same answer on every machine, and the one that Athena gives. */
    @ParameterizedTest
    @ValueSource(strings = {"America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "UTC"})
    void showsInstantsInUtcWhateverTheZoneOfTheMachine(String zone) throws Exception {
        TimeZone before = TimeZone.getDefault();
        try (HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
                StateStore store = StateStore.open(folder.resolve("glue"))) {
            GlueService service = new GlueService(store, "111122223333", Clock.systemUTC());
            service.ensureDatabase("shop", "");
            front.serve(service);
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            try (DuckEngine duck = DuckEngine.open(Clients.of(front.endpoint()), "shop", folder.resolve("cache"))) {
                assertThat(duck.ask("""
                                SELECT ts, CAST(ts AS DATE) AS day, hour(ts) AS hour FROM (VALUES
                                    (TIMESTAMPTZ '2024-03-01 02:30:00+00'), (TIMESTAMPTZ '2024-03-01 23:30:00.123456+00'),
                                    (TIMESTAMPTZ '2024-10-05 15:45:00+00'), (NULL)) AS clicks(ts)
                                """).rows())
                        .containsExactly(
                                List.of("ts", "day", "hour"),
                                List.of("2024-03-01 02:30:00", "2024-03-01", "2"),
                                List.of("2024-03-01 23:30:00.123456", "2024-03-01", "23"),
                                List.of("2024-10-05 15:45:00", "2024-10-05", "15"),
                                List.of("NULL", "NULL", "NULL"));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
