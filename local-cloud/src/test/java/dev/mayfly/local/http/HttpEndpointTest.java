package dev.mayfly.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetDatabaseRequest;
import software.amazon.awssdk.services.glue.model.GetDatabaseResponse;
import software.amazon.awssdk.services.glue.model.GlueException;

class HttpEndpointTest {
    private final AtomicInteger served = new AtomicInteger();
    private final HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
    private GlueClient glue;

    @BeforeEach
    void connect() {
        front.serve(new JsonService("glue", "1.1") {
            {
                operation("GetDatabase", GetDatabaseRequest::builder, request -> {
                    Validation.of().required("name", request.name()).check();
                    served.incrementAndGet();
                    if (request.name().equals("none")) {
                        throw new AwsError(400, "EntityNotFoundException", "Database none not found.");
                    }
                    return GetDatabaseResponse.builder()
                            .database(d -> d.name(request.name()))
                            .build();
                });
            }
        });
        glue = TestClients.of(front.endpoint(), GlueClient.builder());
    }

    @AfterEach
    void close() {
        glue.close();
        front.close();
    }

    @Test
    void answersTheRealClientAndKeepsTheRequest() {
        assertThat(glue.getDatabase(r -> r.name("shop")).database().name()).isEqualTo("shop");
        assertThat(front.requests().of("glue", "GetDatabase"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.status()).isEqualTo(200));
    }

    @Test
    void errorsComeBackAsTheServicesOwnExceptions() {
        assertThatThrownBy(() -> glue.getDatabase(r -> r.name("none")))
                .isInstanceOf(EntityNotFoundException.class)
                .hasMessageContaining("Database none not found.");
        assertThatThrownBy(() -> glue.getDatabase(r -> {}))
                .isInstanceOf(GlueException.class)
                .hasMessageContaining(
                        "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void anOperationThatIsNotThereIsRefusedByName() {
        assertThatThrownBy(() -> glue.getTables(r -> r.databaseName("shop")))
                .hasMessageContaining("the embedded glue does not know GetTables; it knows [GetDatabase]");
    }

    @Test
    void aRequestWithoutASignatureIsRefused() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(front.endpoint() + "/raw/key"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("AccessDenied");
    }

    @Test
    void faultsRefuseFailAfterTheEffectOrLoseTheAnswer() {
        front.faults()
                .arm(
                        "glue",
                        "GetDatabase",
                        1,
                        new Faults.Fault.Refuse(new AwsError(400, "ThrottlingException", "Rate exceeded")));
        assertThatThrownBy(() -> glue.getDatabase(r -> r.name("shop"))).hasMessageContaining("Rate exceeded");
        assertThat(served).hasValue(0);

        front.faults().arm("glue", "*", 1, new Faults.Fault.FailAfterEffect());
        assertThatThrownBy(() -> glue.getDatabase(r -> r.name("shop"))).hasMessageContaining("after the effect");
        assertThat(served).hasValue(1);

        front.faults().arm("glue", "GetDatabase", 1, new Faults.Fault.LoseResponse());
        assertThatThrownBy(() -> glue.getDatabase(r -> r.name("shop"))).isInstanceOf(SdkClientException.class);
        assertThat(served).hasValue(2);

        front.faults().arm("glue", "GetDatabase", 1, new Faults.Fault.Delay(Duration.ofMillis(1)));
        assertThat(glue.getDatabase(r -> r.name("shop")).database().name()).isEqualTo("shop");
    }
}
