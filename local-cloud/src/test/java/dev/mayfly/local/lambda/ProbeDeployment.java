package dev.mayfly.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.local.http.HttpEndpoint;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.http.TestClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The probe deployed on a front port, and the real client that calls it. */
final class ProbeDeployment implements AutoCloseable {
    private final Path folder;
    final HttpEndpoint front = HttpEndpoint.open(0, Clock.systemUTC());
    final LambdaService lambda;
    final FunctionHost probe;
    final LambdaClient client;

    ProbeDeployment(Path folder, Duration timeout, int environments, boolean plainLoop) {
        this(folder, timeout, environments, plainLoop, () -> 1);
    }

    /** On a machine where so many processes share each processor. */
    ProbeDeployment(Path folder, Duration timeout, int environments, boolean plainLoop, DoubleSupplier load) {
        this.folder = folder;
        LambdaSettings settings = new LambdaSettings(
                environments,
                Duration.ofSeconds(60),
                Duration.ofMillis(50),
                OptionalInt.empty(),
                plainLoop,
                OptionalInt.empty(),
                load);
        lambda = new LambdaService(folder.resolve("lambda"), front.endpoint(), settings, Clock.systemUTC());
        front.serve(lambda);
        probe = lambda.deploy(FunctionDefinition.of(
                "probe",
                ProbeFunction.class.getName() + "::handleRequest",
                ProbeFunction.zip(folder.resolve("probe.zip")),
                timeout,
                256,
                Map.of("PROBE_DIARY", folder.resolve("diary").toString())));
        client = TestClients.of(front.endpoint(), LambdaClient.builder());
    }

    InvokeResponse invoke(String payload) {
        return client.invoke(r -> r.functionName("probe").payload(SdkBytes.fromUtf8String(payload)));
    }

    void send(String payload) {
        client.invoke(r ->
                r.functionName("probe").invocationType(InvocationType.EVENT).payload(SdkBytes.fromUtf8String(payload)));
    }

    static JsonNode json(InvokeResponse response) {
        return SdkJson.tree(response.payload().asByteArray());
    }

    List<String> diary() {
        try {
            Path diary = folder.resolve("diary");
            return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The asynchronous invocations that wait or run. */
    List<Path> queued() {
        try (var files = Files.list(folder.resolve("lambda/probe/queue"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        lambda.close();
        front.close();
    }
}
