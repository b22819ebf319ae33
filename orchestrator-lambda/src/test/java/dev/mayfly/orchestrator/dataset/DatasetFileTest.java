package dev.mayfly.orchestrator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFileTest {
    private static final Map<String, String> BUCKETS = Map.of("raw", "acme-raw", "curated", "acme-curated");
    private static final String GOOD = """
            dataset: retailrocket
            source: s3://${raw}/retailrocket/
            curated: s3://${curated}/retailrocket/
            database: retailrocket
            ready: { quiet: 90s }
            cost: { template: small, maxDuration: 30m, perRunUsd: 1.20, perDayUsd: 6 }
            tables:
              events:
                files: "events*.csv"
                columns:
                  timestamp: bigint
                  event: { type: string, comment: what the visitor did }
                  transactionid: { type: bigint, nullable: true }
                partitionBy: [event]
                sortBy: [timestamp]
                maxRejected: 0.1%
                countDuplicates: true
            """;

    @Test
    void takesOverNoTableAndLosesNoColumnUnlessItsOwnerSaysSo() {
        DatasetTable careful = parse(GOOD).tables().get(0);
        assertThat(careful.adopt()).isFalse();
        assertThat(careful.columnsMayChange()).isFalse();

        DatasetTable bold = parse(GOOD + "    adopt: true\n    columnsMayChange: true\n")
                .tables()
                .get(0);
        assertThat(bold.adopt()).isTrue();
        assertThat(bold.columnsMayChange()).isTrue();
    }

    @Test
    void readsADatasetAsItsOwnerWroteIt() {
        Dataset dataset = parse(GOOD);
        assertThat(dataset.source()).isEqualTo(URI.create("s3://acme-raw/retailrocket/"));
        assertThat(dataset.ready().quiet()).contains(Duration.ofSeconds(90));
        assertThat(dataset.cost())
                .isEqualTo(new Dataset.Cost("small", Duration.ofMinutes(30), Usd.of("1.20"), Usd.of("6")));
        DatasetTable events = dataset.tables().get(0);
        assertThat(events.columns()).extracting("name").containsExactly("timestamp", "event", "transactionid");
        assertThat(events.columns().get(2).nullable()).isTrue();
        assertThat(events.maxRejected()).isEqualTo(0.001);
        assertThat(events.countDuplicates()).isTrue();
    }

    @Test
    void reportsAllFiveMistakesWithLineAndRemedy() {
        InvalidDatasetException invalid = catchThrowableOfType(
                InvalidDatasetException.class,
                () -> parse(GOOD.replace("90s", "soon")
                        .replace("timestamp: bigint", "timestamp: long")
                        .replace("partitionBy: [event]", "partitionBy: [kind]")
                        .replace("0.1%", "110%")
                        .replace("database: retailrocket", "datbase: retailrocket")));
        assertThat(invalid.problems())
                .extracting(DatasetProblem::toString)
                .containsExactly(
                        "retailrocket.yaml:1: database: is missing",
                        "retailrocket.yaml:4: datbase: is not known here; dataset, source, curated, database, onRemoved, ready, cost, tables, views are",
                        "retailrocket.yaml:5: ready.quiet: 'soon' is no duration: 90s, 45m, 2h or 1d would be",
                        "retailrocket.yaml:11: tables.events.columns.timestamp: 'long' is no column type; one of bigint, int, double, decimal(p,s), string, boolean, date, timestamp, timestamp(3) would be right",
                        "retailrocket.yaml:14: tables.events.partitionBy: 'kind' is none of the columns [timestamp, event, transactionid]",
                        "retailrocket.yaml:16: tables.events.maxRejected: '110%' is no share: between 0% and 100% would be");
    }

    @Test
    void keepsTheHashOfADefinitionThatSaysNothingOfWhatCameLater() {
        // As the release before derived partitions and rules had it: a new release alone starts no run.
        assertThat(parse(GOOD).definitionHash())
                .isEqualTo("f3826a545521d41ae4637134cd51039d9537f645529fb715f0c6febe54fbd58f");
    }

    @Test
    void refusesMoreTablesThanTheLedgerHolds() {
        assertThat(parse(tables(44)).tables()).hasSize(44);
        assertThatThrownBy(() -> parse(tables(50)))
                .hasMessageContaining("retailrocket.yaml:7: tables: are 50, and the ledger holds the first 45 of them;"
                        + " split them into several datasets");
    }

    private static String tables(int count) {
        return GOOD.substring(0, GOOD.indexOf("  events:"))
                + IntStream.range(0, count)
                        .mapToObj("  events_%03d: { files: 'events*.csv', columns: { id: bigint } }%n"::formatted)
                        .collect(Collectors.joining());
    }

    @Test
    void refusesAPatternOfFilesThatMeansNothing() {
        assertThatThrownBy(() -> parse(GOOD.replace("events*.csv", "events[0-9.csv")))
                .hasMessageContaining(
                        "retailrocket.yaml:9: tables.events.files: 'events[0-9.csv' is no pattern of names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nline", "a\\r", "\\x01", "\\0", "\\v"})
    void refusesACommentOfSeveralLinesWhichGlueDoesNotHold(String comment) {
        assertThatThrownBy(() -> parse(GOOD.replace("what the visitor did", "\"%s\"".formatted(comment))))
                .hasMessageContaining(
                        "retailrocket.yaml:12: tables.events.columns.event.comment: is a comment with a line break");
    }

    @Test
    void refusesACommentThatIsLongerThanGlueHolds() {
        String longest = "\u00e9".repeat(255);
        assertThat(parse(GOOD.replace("what the visitor did", longest))
                        .tables()
                        .get(0)
                        .columns()
                        .get(1)
                        .comment())
                .isEqualTo(longest);
        assertThatThrownBy(() -> parse(GOOD.replace("what the visitor did", longest + "x")))
                .hasMessageContaining("columns.event.comment: is a comment of 256 characters, and Glue holds 255");
        assertThatThrownBy(() -> parse(GOOD + """
                views:
                  sums: { sql: SELECT 1 AS a, columns: { a: { type: int, comment: %s } } }
                """.formatted(longest + "x")))
                .hasMessageContaining("views.sums.columns.a.comment: is a comment of 256 characters");
    }

    @Test
    void refusesAQueryThatDoesNotFitIntoAView() {
        String view = """
                views:
                  sums: { sql: "SELECT 1 AS a --%s", columns: { a: int } }
                """;
        int room = 131_072 - "SELECT 1 AS a --".length();
        assertThat(parse(GOOD + view.formatted("x".repeat(room))).views()).hasSize(1);
        assertThatThrownBy(() -> parse(GOOD + view.formatted("x".repeat(room + 1))))
                .hasMessageContaining("views.sums.sql: is a query of 131073 bytes, and 131072 fit into a view");
        assertThatThrownBy(() -> parse(GOOD + view.formatted("\u6f22".repeat(room / 3 + 1))))
                .hasMessageContaining("fit into a view");
    }

    @Test
    void refusesOutputBelowTheSource() {
        assertThatThrownBy(() -> parse(GOOD.replace("s3://${curated}/retailrocket/", "s3://${raw}/retailrocket/out/")))
                .hasMessageContaining("curated: lies below the source, so every run would start another");
    }

    @Test
    void refusesAnUnknownVariable() {
        assertThatThrownBy(() -> parse(GOOD.replace("${raw}", "${rwa}")))
                .hasMessageContaining("'${rwa}' is not known; ${");
    }

    @Test
    void refusesWhatIsNoYaml() {
        assertThatThrownBy(() -> parse("dataset: ["))
                .hasMessageContaining("retailrocket.yaml:")
                .hasMessageContaining("is no YAML");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> parse("a: &a [x]\nb: [*a, *a]\nc: &c [*a]\nd: *c"))
                .isInstanceOf(InvalidDatasetException.class);
    }

    @Test
    void changesItsHashWithTheTablesAndNotWithTheLimits() {
        String hash = parse(GOOD).definitionHash();
        assertThat(parse(GOOD.replace("1.20", "1.90").replace("90s", "3m")).definitionHash())
                .isEqualTo(hash);
        assertThat(parse(GOOD.replace("sortBy: [timestamp]", "sortBy: []")).definitionHash())
                .isNotEqualTo(hash);
    }

    @Test
    void readsAViewAndItsColumnsWithoutMakingThemAReasonToRun() {
        Dataset dataset = parse(GOOD + """
                views:
                  orders:
                    comment: one row an order
                    columns: { transactionid: bigint, ordered_at: timestamp }
                    sql: SELECT transactionid, 1 AS ordered_at FROM events
                """);
        assertThat(dataset.views()).singleElement().satisfies(view -> {
            assertThat(view.sql()).startsWith("SELECT transactionid");
            assertThat(view.comment()).isEqualTo("one row an order");
            assertThat(view.columns()).extracting("name").containsExactly("transactionid", "ordered_at");
        });
        assertThat(dataset.definitionHash()).isEqualTo(parse(GOOD).definitionHash());
    }

    @Test
    void refusesAViewThatCouldNotBeShown() {
        assertThatThrownBy(() -> parse(GOOD + """
                views:
                  events: { columns: { n: bigint }, sql: "SELECT 1 AS n; SELECT 2" }
                  Orders: { sql: SELECT 1 AS n }
                """))
                .hasMessageContaining("views.events: is a table's name too; a view needs one of its own")
                .hasMessageContaining("views.events.sql: 'SELECT 1 AS n; SELECT 2' is no query of a view")
                .hasMessageContaining("views.Orders.columns: is missing; a view says what it answers with")
                .hasMessageContaining("views.Orders: 'Orders' is no name");
    }

    @Test
    void takesTheShippedDatasetWithItsEightViews() throws IOException {
        String shipped = Files.readString(Path.of("..", "datasets", "retailrocket.yaml"));
        assertThat(parse(shipped).views())
                .extracting(DatasetView::name)
                .containsExactly(
                        "events_utc",
                        "property_values",
                        "item_latest",
                        "event_properties",
                        "category_path",
                        "daily_funnel",
                        "orders",
                        "sessions");
    }

    private static Dataset parse(String yaml) {
        return DatasetFile.parse("retailrocket.yaml", yaml, BUCKETS);
    }
}
