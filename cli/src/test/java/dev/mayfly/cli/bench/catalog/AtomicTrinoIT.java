package dev.mayfly.cli.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.reader.Rows;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.cli.trino.TrinoDistribution;
import dev.mayfly.cli.trino.TrinoServer;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.orchestrator.catalog.GenerationView;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.ledger.S3Ledger;
import dev.mayfly.orchestrator.run.DatasetState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Trino asks an atomic table in a loop while the deployed function shows one generation after the other, and pins one. */
@Timeout(900)
class AtomicTrinoIT {
    private static final String OLD = "20251231T000000Z-0facade0";
    private static final String FIRST = "20260101T000000Z-0badcafe";
    private static final int OLD_PARTITIONS = 12;
    private static final int FIRST_PARTITIONS = 18;
    private static final String VIEWS = """
            views:
              by_visitor:
                columns: { visitorid: bigint, events: bigint }
                sql: SELECT visitorid, count(*) AS events FROM events GROUP BY visitorid
              most:
                columns: { events: bigint }
                sql: SELECT max(events) AS events FROM by_visitor
            """;
    private static final String WHO =
            "SELECT array_join(array_agg(DISTINCT visitorid ORDER BY visitorid), '+'), count(*) FROM ";
    private static final String WHOLE_OLD = "[[1, %d]]".formatted(10 * OLD_PARTITIONS);
    private static final String WHOLE_FIRST = "[[2, %d]]".formatted(10 * FIRST_PARTITIONS);

    @TempDir
    private Path folder;

    @Test
    void neverSeesTwoGenerationsInOneQueryAndAPinnedOneForGood() throws Exception {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        LocalDeployment.Options props = LocalDeployment.Options.usual(home)
                .withEvents(new EventSettings(1, 0, Duration.ZERO, Optional.of(Duration.ofDays(1))));
        try (LocalDeployment stage = LocalDeployment.open(home, folder.resolve("cloud"), props);
                S3Client s3 = stage.clients().build(S3Client.builder());
                Orchestrator orchestrator = new Orchestrator(
                        stage.clients(),
                        stage.cloud().deployment().functions().get(0).name())) {
            Ledger ledger = new S3Ledger(s3, () -> s3, stage.bucket("StateBucket"));
            Made old = made(stage, s3, OLD, OLD_PARTITIONS, 1);
            Made first = made(stage, s3, FIRST, FIRST_PARTITIONS, 2);
            stage.define(new DatasetSource(
                    LiteralEvents.DATASET,
                    "",
                    LiteralEvents.DATABASE,
                    old.events().definition() + VIEWS));
            VerifiedRun.leave(ledger, List.of(first.generation(), old.generation()));
            says(orchestrator, ledger, "rollback", OLD);

            try (TrinoServer trino = trino(home, stage);
                    Connection reader = trino.connect(LiteralEvents.DATABASE)) {
                Set<String> seen = new ConcurrentSkipListSet<>();
                AtomicBoolean over = new AtomicBoolean();
                CompletableFuture<Integer> loop = CompletableFuture.supplyAsync(() -> {
                    int queries = 0;
                    while (!over.get()) {
                        seen.add(ask(reader, WHO + "events").toString());
                        queries++;
                    }
                    return queries;
                });
                for (String next : List.of(FIRST, OLD, FIRST, OLD, FIRST)) {
                    says(orchestrator, ledger, "rollback", next);
                    assertThat(ask(reader, WHO + "events").toString())
                            .isEqualTo(next.equals(OLD) ? WHOLE_OLD : WHOLE_FIRST);
                }
                says(orchestrator, ledger, "pin", OLD);
                over.set(true);
                System.out.println(loop.get() + " queries saw " + seen);
                assertThat(loop.get()).isGreaterThan(5);
                assertThat(seen).containsExactly(WHOLE_OLD, WHOLE_FIRST);

                pinnedIsAsItWas(stage, reader);
                everyNumberHasItsGeneration(reader);
            }
        }
    }

    private static void pinnedIsAsItWas(LocalDeployment stage, Connection reader) {
        assertThat(ask(reader, "SELECT * FROM by_visitor")).containsExactly(List.of("2", "180"));
        assertThat(ask(reader, WHO + named("events")).toString()).isEqualTo(WHOLE_OLD);
        assertThat(ask(reader, "SELECT * FROM " + named("by_visitor"))).containsExactly(List.of("1", "120"));
        assertThat(ask(reader, "SELECT * FROM " + named("most")))
                .as("a view of a view, of the same generation")
                .containsExactly(List.of("120"));
        int before = stage.cloud().requests().all().size();
        assertThat(ask(
                        reader,
                        "SELECT count(*) FROM %s WHERE event = 'transaction' AND itemid = 3"
                                .formatted(named("events"))))
                .containsExactly(List.of("10"));
        assertThat(stage.cloud().requests().all().stream()
                        .skip(before)
                        .map(request -> request.operation())
                        .filter(operation -> operation.startsWith("GET ") && operation.endsWith(".parquet"))
                        .distinct())
                .singleElement()
                .satisfies(path -> assertThat(path).contains(OLD, "/event%3Dtransaction/itemid%3D3/"));
    }

    /** A view has no paths to ask for; the table that it shows has. */
    private static void everyNumberHasItsGeneration(Connection reader) {
        assertThat(ask(reader, """
                        SELECT DISTINCT g.run_id, g.row_count, g.verified_at = TIMESTAMP '2026-01-01 00:00:00', cardinality(g.inputs), r.kind, r.cause
                        FROM %s e
                        JOIN mayfly_generations g
                          ON g.table_name = 'events' AND g.generation = regexp_extract(e."$path", '/([^/]+-a[0-9]+)/', 1)
                        JOIN mayfly_runs r ON r.generation = g.generation
                        WHERE e.event = 'transaction' AND e.itemid = 3
                        """.formatted(GenerationView.table("events", FIRST + "-a1"))))
                .containsExactly(List.of(FIRST, "180", "true", "1", "ROLLBACK", "ann said rollback: readers need it"));
        assertThat(ask(
                        reader,
                        "SELECT kind, bool_and(cost_usd = 0), bool_and(ended_at >= started_at), count(generation) > 0"
                                + " FROM mayfly_runs GROUP BY kind ORDER BY kind"))
                .containsExactly(List.of("PIN", "true", "true", "false"), List.of("ROLLBACK", "true", "true", "true"));
        assertThat(ask(reader, "SELECT count(*) FROM mayfly_rejects")).containsExactly(List.of("0"));
    }

    private TrinoServer trino(ProjectHome home, LocalDeployment stage) throws Exception {
        TrinoDistribution trino = TrinoDistribution.newest();
        Path unpacked = Path.of("target", "trino", trino.name()).toAbsolutePath();
        trino.unpack(home.root(), unpacked);
        return TrinoServer.start(
                trino, unpacked, folder, stage.cloud().endpoint(), LiteralEvents.DATABASE + "." + LiteralEvents.TABLE);
    }

    /** A run whose files are real, and have the same ten rows in every partition. */
    private Made made(LocalDeployment stage, S3Client s3, String run, int partitions, int visitor) throws SQLException {
        Made made = Made.of(
                stage,
                s3,
                new LiteralEvents(partitions, stage.bucket("RawBucket"), stage.bucket("CuratedBucket"), run, true));
        Path parquet = folder.resolve(run + ".parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    ("COPY (SELECT range AS timestamp, %d::BIGINT AS visitorid, NULL::BIGINT AS transactionid FROM range(10))"
                                    + " TO '%s'")
                            .formatted(visitor, parquet));
        }
        made.events()
                .between(0, partitions)
                .forEach(partition -> s3.putObject(
                        request -> request.bucket(S3Uris.bucket(partition.location()))
                                .key(S3Uris.key(partition.location())
                                        + partition.files().get(0).name()),
                        RequestBody.fromFile(parquet)));
        return made;
    }

    /** Has the function do it, and comes back when it is done: a busy machine may take longer than a person waits. */
    private static void says(Orchestrator orchestrator, Ledger ledger, String word, String run) {
        ObjectNode said = Orchestrator.command(word)
                .put("dataset", LiteralEvents.DATASET)
                .put("by", "ann")
                .put("reason", "readers need it")
                .put("to", run);
        ObjectNode look = JsonNodeFactory.instance.objectNode().put("detail-type", "Dataset Look");
        look.putObject("detail").put("dataset", LiteralEvents.DATASET);
        orchestrator.ask(said);
        while (!done(ledger, word, run)) {
            orchestrator.ask(head(ledger).run().isPresent() ? look : said);
        }
    }

    private static boolean done(Ledger ledger, String word, String run) {
        DatasetState head = head(ledger);
        boolean shown = word.equals("pin")
                ? head.pinned().contains(run)
                : head.published().get(0).runId().equals(run);
        return shown && head.run().isEmpty();
    }

    private static DatasetState head(Ledger ledger) {
        return ledger.read(LiteralEvents.DATASET).orElseThrow().head();
    }

    private static List<List<String>> ask(Connection reader, String sql) {
        try {
            return Rows.of(reader, sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static String named(String name) {
        return GenerationView.table(name, OLD + "-a1");
    }
}
