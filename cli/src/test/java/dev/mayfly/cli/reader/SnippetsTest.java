package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.local.glue.GlueService;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.state.StateStore;
import dev.mayfly.orchestrator.history.GlueHistoryCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;

/** What analysts copy from docs/analysts works as far as a machine without AWS can tell. */
class SnippetsTest {
    private static final Path DOCS = Path.of("..", "docs", "analysts");

    @TempDir
    private Path folder;

    @Test
    void everySourceOfDbtIsATableOrAViewAndFreshByAColumnOfIts() throws IOException {
        Map<?, ?> dataset = new Yaml().load(Files.readString(Path.of("..", "datasets", "retailrocket.yaml")));
        Map<?, ?> dbt = new Yaml().load(Files.readString(DOCS.resolve("dbt_sources.yml")));
        Map<?, ?> source = (Map<?, ?>) ((List<?>) dbt.get("sources")).get(0);
        assertThat(source.get("schema")).isEqualTo(dataset.get("database"));
        List<?> tables = (List<?>) source.get("tables");
        assertThat(tables).hasSize(13);
        for (Object each : tables) {
            Map<?, ?> table = (Map<?, ?>) each;
            Map<?, ?> columns = table.get("name").toString().startsWith("mayfly_")
                    ? ofRuns(table.get("name").toString())
                    : columns(dataset, table.get("name"));
            if (table.containsKey("freshness")) {
                assertThat(columns.get(table.get("loaded_at_field")))
                        .as("what dbt compares with the clock in %s", table.get("name"))
                        .isEqualTo("timestamp");
            }
        }
    }

    /** What the function itself makes of a table that tells of runs. */
    private Map<?, ?> ofRuns(String name) {
        try (HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
                StateStore store = StateStore.open(folder.resolve(name))) {
            GlueService service = new GlueService(store, "111122223333", Clock.systemUTC());
            service.ensureDatabase("retailrocket", "");
            front.serve(service);
            try (GlueClient glue = Clients.of(front.endpoint()).build(GlueClient.builder())) {
                new GlueHistoryCatalog(glue, "curated").show("retailrocket");
                return glue
                        .getTable(
                                request -> request.databaseName("retailrocket").name(name))
                        .table()
                        .storageDescriptor()
                        .columns()
                        .stream()
                        .collect(Collectors.toMap(Column::name, Column::type));
            }
        }
    }

    private static Map<?, ?> columns(Map<?, ?> dataset, Object name) {
        Object found = ((Map<?, ?>) dataset.get("tables")).get(name);
        Object shown = found == null ? ((Map<?, ?>) dataset.get("views")).get(name) : found;
        assertThat(shown).as("table or view %s", name).isNotNull();
        return (Map<?, ?>) ((Map<?, ?>) shown).get("columns");
    }

    @Test
    void duckDbReadsAPartitionByItsLocation() throws Exception {
        String snippet = Files.readString(DOCS.resolve("duckdb.sql"));
        Path partition = Files.createDirectories(folder.resolve("event=transaction"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT * FROM (VALUES (7::BIGINT), (7), (9)) t(itemid)) TO '%s/part-0.parquet'"
                    .formatted(partition));
            String[] parts =
                    snippet.replaceAll("'s3://[^']*/'", "'" + partition + "/'").split("(?<=;)\\n\\n");
            assertThat(parts).hasSize(2);
            statement.execute(parts[0]);
            try (ResultSet result = statement.executeQuery(parts[1])) {
                assertThat(result.next()).isTrue();
                assertThat(result.getLong("itemid")).isEqualTo(7);
                assertThat(result.getLong("sales")).isEqualTo(2);
            }
        }
    }

    @Test
    void pandasAsksWhatAthenaUnderstands() throws Exception {
        Optional<String> sql = PandasSnippet.sql();
        assumeThat(sql).as("python3 is not on this machine").isPresent();
        assertThat(sql)
                .hasValue("SELECT * FROM daily_funnel WHERE happened_on >= DATE '2015-08-01' ORDER BY happened_on");
    }
}
