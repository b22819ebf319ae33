package dev.mayfly.orchestrator.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.OneAnswer;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;

/** What leaves for EventBridge and what comes back, on the wire of the real client. */
class EventBridgeGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private OneAnswer bus;
    private EventBridgeClient events;
    private EventPublisher signals;

    @BeforeEach
    void listen() throws IOException {
        bus = new OneAnswer("{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}");
        events = bus.client(EventBridgeClient.builder());
        signals = new EventBridgeGateway(events, "mayfly.prod");
    }

    @AfterEach
    void leave() {
        events.close();
        bus.close();
    }

    @Test
    void aPublicationIsOneEventOfTheDeployment() throws IOException {
        signals.published(run());

        assertThat(sent()).singleElement().satisfies(request -> {
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

        assertThat(sent()).extracting(request -> request.path("Entries").size()).containsExactly(10, 10, 3);
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
                .isInstanceOf(UndeliverableException.class)
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
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("events of mayfly.prod")
                .hasMessageContaining("it is refused");
    }

    @ParameterizedTest
    @CsvSource({"400, ThrottlingException", "400, ExpiredTokenException", "500, InternalException"})
    void aCallThatMayBeTakenAMomentLaterIsAnotherError(int refused, String code) {
        refuse(refused, code);

        assertThatThrownBy(() -> signals.published(run())).isInstanceOf(EventBridgeException.class);
    }

    /** A proxy or a gateway in between refuses without an error code of EventBridge, which says nothing about the bus. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    403 | ''
                    403 | <html><body>Forbidden</body></html>
                    400 | {}
                    400 | {"message":"it is refused"}
                    502 | Bad Gateway
                    """)
    void aRefusalWithoutAnErrorCodeIsAnotherError(int refused, String body) {
        bus.says(refused, body);

        assertThatThrownBy(() -> signals.published(run())).isInstanceOf(EventBridgeException.class);
    }

    private void failEntry(String code) {
        bus.says(
                200,
                "{\"FailedEntryCount\":1,\"Entries\":[{\"ErrorCode\":\"%s\",\"ErrorMessage\":\"it is refused\"}]}"
                        .formatted(code));
    }

    private void refuse(int refused, String code) {
        bus.says(refused, "{\"__type\":\"%s\",\"message\":\"it is refused\"}".formatted(code));
    }

    private List<JsonNode> sent() {
        return bus.asked().stream().map(EventBridgeGatewayTest::json).toList();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what was sent is no JSON: " + text, e);
        }
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
