package dev.mayfly.cli.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.LocalDeployment;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.ledger.S3Ledger;
import dev.mayfly.orchestrator.run.DatasetState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.s3.S3Client;

/** A reader asks again and again while the deployed function shows one generation after the other and forgets the oldest. */
@Timeout(180)
@Tag("full")
class ReaderLoopIT {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderLoopIT.class);
    private static final String OLD = "20251231T000000Z-0facade0";
    private static final String FIRST = "20260101T000000Z-0badcafe";
    private static final String SECOND = "20260102T000000Z-0cafebad";
    private static final Map<String, Integer> PARTITIONS = Map.of(OLD, 120, FIRST, 240, SECOND, 300);
    private static final String WHOLE_OLD = Reader.whole(OLD, PARTITIONS.get(OLD));
    private static final String WHOLE_FIRST = Reader.whole(FIRST, PARTITIONS.get(FIRST));
    private static final String WHOLE_SECOND = Reader.whole(SECOND, PARTITIONS.get(SECOND));

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "atomic: table is {0}")
    @ValueSource(booleans = {true, false})
    void seesOnlyVerifiedRunsAndOfAnAtomicTableOneAtATime(boolean atomic) throws Exception {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        // No tick: the function looks when it is asked to.
        LocalDeployment.Options props = LocalDeployment.Options.usual(home)
                .withEvents(new EventSettings(1, 0, Duration.ZERO, Optional.of(Duration.ofDays(1))))
                .withPolicy("actorLease=PT30S,kept=2,grace=PT5S");
        try (LocalDeployment stage = LocalDeployment.open(home, folder, props);
                S3Client s3 = stage.clients().build(S3Client.builder());
                GlueClient glue = stage.clients().build(GlueClient.builder());
                Orchestrator orchestrator = new Orchestrator(
                        stage.clients(),
                        stage.cloud().deployment().functions().get(0).name())) {
            Ledger ledger = new S3Ledger(s3, () -> s3, stage.bucket("StateBucket"));
            Made old = Made.of(stage, s3, events(stage, OLD, atomic));
            Made first = Made.of(stage, s3, events(stage, FIRST, atomic));
            Made second = Made.of(stage, s3, events(stage, SECOND, atomic));
            stage.define(new DatasetSource(
                    LiteralEvents.DATASET,
                    "",
                    LiteralEvents.DATABASE,
                    old.events().definition()));
            VerifiedRun.leave(ledger, List.of(first.generation(), old.generation()));
            shows(orchestrator, ledger, OLD);

            Reader reader = new Reader(glue, s3);
            Set<Set<String>> seen = ConcurrentHashMap.newKeySet();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> loop = CompletableFuture.supplyAsync(() -> {
                int queries = 0;
                while (!over.get()) {
                    seen.add(reader.read(reader.planned()));
                    queries++;
                }
                return queries;
            });
            for (String next : List.of(FIRST, OLD, FIRST)) {
                shows(orchestrator, ledger, next);
                assertThat(reader.read(reader.planned()))
                        .as("what a reader sees afterwards")
                        .containsExactly(Reader.whole(next, PARTITIONS.get(next)));
            }
            List<Partition> longQuery = reader.planned();
            second.isAboutToBePublished(ledger);
            looksUntil(orchestrator, ledger, head -> head.run().isEmpty());
            assertThat(reader.read(reader.planned())).containsExactly(WHOLE_SECOND);
            orchestrator.ask(word("release"));
            looksUntil(orchestrator, ledger, head -> head.retired().isEmpty());
            assertThat(old.filesLeft())
                    .as("files of the generation that is kept no more")
                    .isZero();
            assertThat(tables(glue)).as("tables of generations").doesNotContain(table(OLD));
            assertThat(reader.read(longQuery))
                    .as("what a query sees that began before the publication")
                    .containsExactly(WHOLE_FIRST);
            over.set(true);
            assertThat(loop.get()).as("queries that were asked meanwhile").isGreaterThan(5);
            assertThat(first.filesLeft()).isEqualTo(first.events().partitions());
            if (atomic) {
                assertThat(tables(glue)).contains(table(FIRST), table(SECOND));
                assertThat(seen)
                        .as("never two generations in one query, never a part of one")
                        .containsExactlyInAnyOrder(Set.of(WHOLE_OLD), Set.of(WHOLE_FIRST), Set.of(WHOLE_SECOND));
            } else {
                assertThat(seen)
                        .allSatisfy(runs -> assertThat(runs)
                                .as("partitions of verified runs alone")
                                .allMatch(said ->
                                        said.startsWith(OLD) || said.startsWith(FIRST) || said.startsWith(SECOND)));
            }
        }
    }

    private static LiteralEvents events(LocalDeployment stage, String run, boolean atomic) {
        return new LiteralEvents(
                PARTITIONS.get(run), stage.bucket("RawBucket"), stage.bucket("CuratedBucket"), run, atomic);
    }

    /** Has the function show a generation, and comes back when it is over. */
    private static void shows(Orchestrator orchestrator, Ledger ledger, String run) {
        JsonNode answer = orchestrator.ask(word("rollback").put("to", run));
        assertThat(head(ledger).run()).as("%s", answer).isEmpty();
    }

    private static ObjectNode word(String command) {
        return Orchestrator.command(command)
                .put("dataset", LiteralEvents.DATASET)
                .put("by", "reader")
                .put("reason", "another generation");
    }

    private static void looksUntil(Orchestrator orchestrator, Ledger ledger, Predicate<DatasetState> settled)
            throws Exception {
        ObjectNode look = JsonNodeFactory.instance.objectNode().put("detail-type", "Dataset Look");
        look.putObject("detail").put("dataset", LiteralEvents.DATASET);
        while (!settled.test(head(ledger))) {
            Thread.sleep(500);
            LOG.info("{}", orchestrator.ask(look));
        }
    }

    private static DatasetState head(Ledger ledger) {
        return ledger.read(LiteralEvents.DATASET).orElseThrow().head();
    }

    private static List<String> tables(GlueClient glue) {
        return glue.getTables(request -> request.databaseName(LiteralEvents.DATABASE)).tableList().stream()
                .map(table -> table.name())
                .toList();
    }

    private static String table(String run) {
        return "events__" + run.toLowerCase(Locale.ROOT).replace('-', '_') + "_a1";
    }
}
