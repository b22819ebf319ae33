package dev.mayfly.orchestrator.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.mayfly.orchestrator.notice.NotHandedOnException;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/** What leaves for EventBridge and what comes back, on the wire of the real client. */
class EventBridgeSignalGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final List<JsonNode> sent = new ArrayList<>();
    private volatile int status = 200;
    private volatile String said = "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";
    private HttpServer server;
    private EventBridgeClient events;
    private Signals signals;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            byte[] answer = said.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        events = EventBridgeClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .overrideConfiguration(override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
        signals = new EventBridgeSignalGateway(events, "mayfly.prod");
    }

    @AfterEach
    void leave() {
        events.close();
        server.stop(0);
    }

    @Test
    void aPublicationIsOneEventOfTheDeployment() throws IOException {
        signals.published(run());

        assertThat(sent).singleElement().satisfies(request -> {
            JsonNode entry = request.at("/Entries/0");
            assertThat(entry.path("Source").asText()).isEqualTo("mayfly.prod");
            assertThat(entry.path("DetailType").asText()).isEqualTo("Dataset Published");
            assertThat(JSON.readTree(entry.path("Detail").asText())
                            .path("dataset")
                            .asText())
                    .isEqualTo("shop");
        });
    }

    @Test
    void manyLooksAreAskedForTenAtATime() {
        signals.look(IntStream.range(0, 23).mapToObj(i -> "d" + i).toList());

        assertThat(sent).extracting(request -> request.path("Entries").size()).containsExactly(10, 10, 3);
    }

    /** Those that the API reference calls not to be retried, in an answer of 200. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccessDeniedException",
                "NotAuthorizedForSourceException",
                "NotAuthorizedForDetailTypeException",
                "InvalidArgument",
                "MalformedDetail",
                "InvalidAccountIdException",
                "RedactionFailure"
            })
    void anEntryThatIsRefusedForGoodIsNotHandedOn(String code) {
        failEntry(code);

        assertThatThrownBy(() -> signals.published(run()))
                .isInstanceOf(NotHandedOnException.class)
                .hasMessageContaining("did not take 1 of 1 events")
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ThrottlingException", "InternalFailure", "SomethingNew"})
    void anEntryThatMayBeTakenAMomentLaterIsAnotherError(String code) {
        failEntry(code);

        assertThatThrownBy(() -> signals.published(run()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @CsvSource({"400, AccessDeniedException", "400, ResourceNotFoundException", "400, ValidationException"})
    void aCallThatIsRefusedForGoodIsNotHandedOn(int refused, String code) {
        refuse(refused, code);

        assertThatThrownBy(() -> signals.published(run()))
                .isInstanceOf(NotHandedOnException.class)
                .hasMessageContaining("events of mayfly.prod")
                .hasMessageContaining("it is refused");
    }

    @ParameterizedTest
    @CsvSource({"400, ThrottlingException", "400, ExpiredTokenException", "500, InternalException"})
    void aCallThatMayBeTakenAMomentLaterIsAnotherError(int refused, String code) {
        refuse(refused, code);

        assertThatThrownBy(() -> signals.published(run())).isInstanceOf(EventBridgeException.class);
    }

    private void failEntry(String code) {
        said = "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"%s\",\"ErrorMessage\":\"it is refused\"}]}"
                .formatted(code);
    }

    private void refuse(int refused, String code) {
        status = refused;
        said = "{\"__type\":\"%s\",\"message\":\"it is refused\"}".formatted(code);
    }

    private static Run run() {
        return new Run(
                "r",
                Run.Kind.TRANSFORM,
                "shop",
                "fingerprint",
                "definition",
                "job",
                new RunState.Ended(Outcome.SUCCEEDED),
                List.of(),
                Usd.of("2"),
                0,
                Instant.EPOCH,
                Optional.empty(),
                List.of());
    }
}
