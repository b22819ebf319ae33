package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

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
        assertThat(tables).hasSize(10);
        for (Object each : tables) {
            Map<?, ?> table = (Map<?, ?>) each;
            Map<?, ?> columns = columns(dataset, table.get("name"));
            if (table.containsKey("freshness")) {
                assertThat(columns.get(table.get("loaded_at_field")))
                        .as("what dbt compares with the clock in %s", table.get("name"))
                        .isEqualTo("timestamp");
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
    void pythonCanReadTheSnippet() throws Exception {
        Process python;
        try {
            python = new ProcessBuilder(
                            "python3",
                            "-c",
                            "import ast, sys; ast.parse(open(sys.argv[1]).read())",
                            DOCS.resolve("pandas_athena.py").toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeThat(e).as("python3 is not on this machine").isNull();
            return;
        }
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue())
                .as(new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isZero();
    }
}
