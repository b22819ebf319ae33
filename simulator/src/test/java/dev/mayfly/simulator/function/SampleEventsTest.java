package dev.mayfly.simulator.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.OrchestratorHandler;
import dev.mayfly.simulator.client.ClientsModule;
import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.AccountBehavior;
import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.fault.FaultInjector;
import dev.mayfly.simulator.fault.FaultPoint;
import dev.mayfly.simulator.fault.FaultSource;
import dev.mayfly.simulator.fault.Latency;
import dev.mayfly.simulator.time.CooperativeScheduler;
import dev.mayfly.simulator.time.VirtualTime;
import dev.mayfly.simulator.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sample event, as a service or the console would send it, through the handler as it is deployed. */
class SampleEventsTest {
    private static final Path SAMPLES = Path.of("..", "orchestrator-lambda", "src", "test", "resources", "events");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> CONCERN_NOBODY = Set.of("hello-world.json", "s3-put.json", "s3-test-event.json");
    private static final Set<String> CONCERN_ALL = Set.of("tick.json", "emr-step.json");
    private static final String DATASET = """
            dataset: %1$s
            source: s3://acme-raw/%1$s/
            curated: s3://${curated}/%1$s/
            database: %1$s
            tables:
              events:
                files: "*.csv"
                columns: { event: string, itemid: bigint }
            """;

    private Optional<Account> account = Optional.empty();
    private final OrchestratorHandler handler =
            Deployed.handler("prod", "", new ClientsModule(() -> account.orElseThrow()));

    /** What came back, and from where the outside was called meanwhile. */
    private record Heard(JsonNode answer, Set<FaultPoint> calls) {}

    @Test
    void theConsolesOwnSamplesAreAnsweredWithWhatIsAcceptedAndNothingIsWritten() throws IOException {
        for (String name : List.of("hello-world.json", "s3-put.json")) {
            Heard heard = hear(SAMPLES.resolve(name));
            assertThat(heard.answer().path("accepted")).as(name).isNotEmpty();
            assertThat(heard.answer().path("message").asText()).as(name).startsWith("this ");
            assertThat(heard.calls()).as(name).allMatch(FaultPoint::reads);
        }
    }

    @Test
    void everyEventOfAServiceLeadsToALookAtTheDatasetThatItConcerns() throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES)) {
            for (Path sample : samples.filter(Files::isRegularFile).toList()) {
                String name = sample.getFileName().toString();
                if (CONCERN_NOBODY.contains(name)) {
                    continue;
                }
                Heard heard = hear(sample);
                assertThat(heard.answer().path("ok").asBoolean()).as(name).isTrue();
                if (name.startsWith("command-")) {
                    assertThat(heard.answer().path("dataset").asText()).isEqualTo("retailrocket");
                    continue;
                }
                assertThat(heard.answer().path("looks").fieldNames())
                        .toIterable()
                        .as(name)
                        .containsExactlyElementsOf(
                                CONCERN_ALL.contains(name) ? List.of("retailrocket", "shop") : List.of("retailrocket"));
            }
        }
    }

    @Test
    void whatConcernsNobodyIsAnsweredWithoutALook() throws IOException {
        for (String name : CONCERN_NOBODY) {
            Heard heard = hear(SAMPLES.resolve(name));
            assertThat(heard.answer().has("looks")).as(name).isFalse();
            assertThat(heard.answer().path("ok").asBoolean()).as(name).isNotEqualTo(name.equals("hello-world.json"));
        }
    }

    @Test
    void everyCommandIsUnderstoodAndAnsweredByItsName() throws IOException {
        try (Stream<Path> samples = Files.list(SAMPLES.resolve("commands"))) {
            for (Path sample : samples.toList()) {
                String command = JSON.readTree(sample.toFile()).path("command").asText();
                assertThat(hear(sample).answer().path("command").asText())
                        .as(sample.toString())
                        .isEqualTo(command);
            }
        }
    }

    private Heard hear(Path sample) throws IOException {
        VirtualTime time = new VirtualTime(Instant.parse("2026-03-02T08:00:00Z"), new CooperativeScheduler());
        Trace trace = new Trace(true);
        FaultInjector gate =
                new FaultInjector(time, trace, FaultSource.NONE, Latency.STEADY, () -> true, new SplittableRandom(1));
        AccountBehavior habits =
                new AccountBehavior(1, 1, 1_000, 50, 0, Optional.empty(), Capacity.ANY, true, true, () -> true);
        Account world = new Account(time, trace, gate, new SplittableRandom(2), habits);
        for (String name : List.of("retailrocket", "shop")) {
            world.buckets()
                    .put(
                            "prod-state",
                            "datasets/" + name + ".yaml",
                            DATASET.formatted(name).getBytes(UTF_8));
        }
        world.buckets().put("prod-artifacts", "jars/mayfly-spark-job.jar", "jar".getBytes(UTF_8));
        world.buckets().put("prod-artifacts", "bootstrap/dead-man.sh", "script".getBytes(UTF_8));
        account = Optional.of(world);
        new Function("prod", world, elapsed -> List.of(handler))
                .deliver(new Delivery(sample.toString(), Files.readString(sample), 0, ""));
        while (time.next()) {
            assertThat(time.elapsed().toMinutes()).isLessThan(10);
        }
        String answered = trace.lines().get(trace.lines().size() - 1);
        assertThat(answered).contains("answered i1 {");
        return new Heard(
                JSON.readTree(answered.substring(answered.indexOf('{'))),
                gate.calls().keySet());
    }
}
