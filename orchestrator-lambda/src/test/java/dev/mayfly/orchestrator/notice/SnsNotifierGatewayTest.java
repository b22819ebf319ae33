package dev.mayfly.orchestrator.notice;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.OneAnswer;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.SnsException;

/** What leaves for SNS, read off the wire of the real client. */
class SnsNotifierGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private OneAnswer topic;
    private SnsClient sns;

    @BeforeEach
    void listen() throws IOException {
        topic = new OneAnswer(
                "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");
        sns = topic.client(SnsClient.builder());
    }

    private Map<String, String> sent() {
        Map<String, String> fields = new HashMap<>();
        topic.asked().stream()
                .flatMap(form -> Arrays.stream(form.split("&")))
                .map(field -> field.split("=", 2))
                .forEach(field -> fields.put(field[0], URLDecoder.decode(field[1], UTF_8)));
        return fields;
    }

    @AfterEach
    void leave() {
        sns.close();
        topic.close();
    }

    @Test
    void mailIsPlainTextUnderASubjectThatSnsTakes() throws IOException {
        reap("a step that \"hung\" 100 % — for an hour");

        assertThat(sent().get("Subject")).hasSizeLessThan(100).matches("\\p{Graph}[\\p{Graph} ]*");
        assertThat(texts().path("default").asText())
                .isEqualTo(
                        "Cluster j-1 (mayfly/prod/shop/r/a1) was alive, but a step that \"hung\" 100 % — for an hour."
                                + " It was told to stop.");
        assertThat(sent()).containsValue("j-1/REAPED").containsValue("REAPED");
    }

    /** The shape is the one that Amazon Q Developer in chat applications asks of custom notifications. */
    @Test
    void aChatClientGetsACustomNotificationOfTheSame() throws IOException {
        reap("nobody knows it");

        JsonNode chat = JSON.readTree(texts().path("https").asText());
        assertThat(chat.path("version").asText()).isEqualTo("1.0");
        assertThat(chat.path("source").asText()).isEqualTo("custom");
        assertThat(chat.at("/content/textType").asText()).isEqualTo("client-markdown");
        assertThat(chat.at("/content/title").asText()).isEqualTo(sent().get("Subject"));
        assertThat(chat.at("/content/description").asText())
                .isEqualTo(texts().path("default").asText());
        assertThat(chat.at("/metadata/threadId").asText()).isEqualTo("j-1/REAPED");
    }

    @ParameterizedTest
    @CsvSource({"403, AuthorizationError", "404, NotFound", "400, KMSDisabled", "400, InvalidParameter"})
    void whatIsRefusedForGoodIsToldWithTheRemedy(int refused, String code) {
        refuse(refused, code);

        assertThatThrownBy(() -> reap("nobody knows it"))
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining("arn:aws:sns:us-east-1:111122223333:notices does not take the notice j-1/REAPED")
                .hasMessageContaining("it is refused")
                .hasMessageContaining("update the deployment");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Throttled",
        "400, KMSThrottling",
        "403, InvalidClientTokenId",
        "500, InternalError",
        "503, ServiceUnavailable"
    })
    void whatMayBeTakenAMomentLaterIsAnotherError(int refused, String code) {
        refuse(refused, code);

        assertThatThrownBy(() -> reap("nobody knows it")).isInstanceOf(SnsException.class);
    }

    /** A proxy or a gateway in between refuses without an error code of SNS, which says nothing about the topic. */
    @ParameterizedTest
    @CsvSource({
        "403, ''",
        "403, <html><body>Forbidden</body></html>",
        "404, <ErrorResponse><Error><Message>it is refused</Message></Error></ErrorResponse>",
        "400, <ErrorResponse/>",
        "502, Bad Gateway"
    })
    void aRefusalWithoutAnErrorCodeIsAnotherError(int refused, String body) {
        topic.says(refused, body);

        assertThatThrownBy(() -> reap("nobody knows it")).isInstanceOf(SnsException.class);
    }

    /** As the service words its errors in the query protocol. */
    private void refuse(int refused, String code) {
        topic.says(
                refused,
                "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type><Code>"
                        + code
                        + "</Code><Message>it is refused</Message></Error><RequestId>1</RequestId></ErrorResponse>");
    }

    private void reap(String why) {
        new SnsNotifierGateway(sns, "arn:aws:sns:us-east-1:111122223333:notices")
                .orphanTerminated("j-1", "mayfly/prod/shop/r/a1", why);
    }

    private JsonNode texts() throws IOException {
        assertThat(sent()).containsEntry("MessageStructure", "json");
        return JSON.readTree(sent().get("Message"));
    }
}
