package dev.mayfly.cli.bench.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.cli.cloud.DatasetSource;
import dev.mayfly.cli.cloud.ProjectHome;
import dev.mayfly.cli.cloud.Stage;
import dev.mayfly.cli.run.Orchestrator;
import dev.mayfly.local.events.EventSettings;
import dev.mayfly.orchestrator.ledger.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.s3.S3Client;

/** A reader asks again and again while the deployed function shows one generation after the other. */
@Timeout(180)
class ReaderLoopIT {
    private static final String FIRST = "20260101T000000Z-0badcafe";
    private static final String SECOND = "20260102T000000Z-0cafebad";
    private static final Pattern VIEW = Pattern.compile("/\\* Presto View: (\\S+) \\*/");
    private static final Pattern FROM = Pattern.compile("FROM \"([^\"]+)\"");
    private static final Pattern ATTEMPT = Pattern.compile("/events/([^/]+)-a1/");
    private static final Map<String, Integer> PARTITIONS = Map.of(FIRST, 240, SECOND, 300);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "atomic: table is {0}")
    @ValueSource(booleans = {true, false})
    void seesOnlyVerifiedRunsAndOfAnAtomicTableOneAtATime(boolean atomic) throws Exception {
        ProjectHome home = new ProjectHome(Path.of("..").toAbsolutePath().normalize());
        Stage.Props props = Stage.Props.usual(home)
                .withEvents(new EventSettings(1, 0, Duration.ZERO, Optional.of(Duration.ofDays(1))));
        try (Stage stage = Stage.open(home, folder, props);
                S3Client s3 = stage.clients().build(S3Client.builder());
                GlueClient glue = stage.clients().build(GlueClient.builder());
                Orchestrator orchestrator = new Orchestrator(
                        stage.clients(),
                        stage.cloud().deployment().functions().get(0).name())) {
            VerifiedRun first = run(stage, s3, FIRST, atomic);
            VerifiedRun second = run(stage, s3, SECOND, atomic);
            VerifiedRun.leave(first.ledger(), List.of(second.generation(), first.generation()));
            shows(orchestrator, first.ledger(), FIRST);

            Set<Set<String>> seen = ConcurrentHashMap.newKeySet();
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
                int queries = 0;
                while (!over.get()) {
                    seen.add(query(glue));
                    queries++;
                }
                return queries;
            });
            for (String next : List.of(SECOND, FIRST, SECOND)) {
                shows(orchestrator, first.ledger(), next);
                assertThat(query(glue)).as("what a reader sees afterwards").containsExactly(said(next, next));
            }
            over.set(true);
            assertThat(reader.get()).as("queries that were asked meanwhile").isGreaterThan(5);
            if (atomic) {
                assertThat(seen)
                        .as("never two generations in one query, never a part of one")
                        .containsExactlyInAnyOrder(Set.of(said(FIRST, FIRST)), Set.of(said(SECOND, SECOND)));
            } else {
                assertThat(seen)
                        .allSatisfy(runs -> assertThat(runs)
                                .as("partitions of verified runs alone")
                                .allMatch(said -> said.startsWith(FIRST) || said.startsWith(SECOND)));
            }
        }
    }

    private static VerifiedRun run(Stage stage, S3Client s3, String run, boolean atomic) {
        LiteralEvents events = new LiteralEvents(
                PARTITIONS.get(run), stage.bucket("RawBucket"), stage.bucket("CuratedBucket"), run, atomic);
        stage.define(new DatasetSource(LiteralEvents.DATASET, "", "", events.definition()));
        return new VerifiedRun(s3, stage.bucket("StateBucket"), events);
    }

    /** Has the function show a generation, and comes back when it is over. */
    private static void shows(Orchestrator orchestrator, Ledger ledger, String run) {
        JsonNode answer = orchestrator.ask(Orchestrator.command("rollback")
                .put("dataset", LiteralEvents.DATASET)
                .put("to", run)
                .put("by", "reader")
                .put("reason", "another generation"));
        assertThat(ledger.read(LiteralEvents.DATASET).orElseThrow().head().run())
                .as("%s", answer)
                .isEmpty();
    }

    private static String said(String run, String marked) {
        return "%s marked %s, all %d".formatted(run, marked, PARTITIONS.get(run));
    }

    /** One query as an engine makes it: the name is looked up once, then the partitions of what it stands for. */
    private static Set<String> query(GlueClient glue) {
        Table table = glue.getTable(
                        request -> request.databaseName(LiteralEvents.DATABASE).name(LiteralEvents.TABLE))
                .table();
        String below = table.viewOriginalText() == null ? table.name() : underlying(table.viewOriginalText());
        Map<String, Long> counted = glue
                .getPartitionsPaginator(
                        request -> request.databaseName(LiteralEvents.DATABASE).tableName(below))
                .stream()
                .flatMap(page -> page.partitions().stream())
                .collect(Collectors.groupingBy(
                        partition -> made(partition.storageDescriptor().location())
                                + " marked "
                                + partition.parameters().get("mayfly.run"),
                        Collectors.counting()));
        return counted.entrySet().stream()
                .map(entry -> entry.getKey() + (all(entry) ? ", all " : ", only ") + entry.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean all(Map.Entry<String, Long> counted) {
        String run = counted.getKey().substring(0, counted.getKey().indexOf(' '));
        return PARTITIONS.getOrDefault(run, 0).longValue() == counted.getValue();
    }

    private static String made(String location) {
        Matcher attempt = ATTEMPT.matcher(location);
        assertThat(attempt.find()).as(location).isTrue();
        return attempt.group(1);
    }

    private static String underlying(String text) {
        Matcher view = VIEW.matcher(text);
        assertThat(view.matches()).as(text).isTrue();
        try {
            String sql = new ObjectMapper()
                    .readTree(Base64.getDecoder().decode(view.group(1)))
                    .path("originalSql")
                    .asText();
            Matcher from = FROM.matcher(sql);
            assertThat(from.find()).as(sql).isTrue();
            return from.group(1);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
