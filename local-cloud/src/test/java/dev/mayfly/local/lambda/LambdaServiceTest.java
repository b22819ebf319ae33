package dev.mayfly.local.lambda;

import static dev.mayfly.local.Eventually.eventually;
import static dev.mayfly.local.lambda.ProbeDeployment.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class LambdaServiceTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void invokesTheHandlerThroughTheRuntimeInterfaceClientAndKeepsItsProcessWarm() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 3, false)) {
            InvokeResponse first = deployed.invoke("{\"hello\":1}");
            assertThat(first.functionError()).isNull();
            assertThat(json(first).path("calls").intValue()).isEqualTo(1);
            assertThat(json(first).path("left").intValue()).isBetween(1, (int) LONG.toMillis());
            assertThat(json(first).path("arn").textValue())
                    .isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:probe");
            assertThat(json(first).path("endpoint").textValue())
                    .isEqualTo(deployed.front.endpoint().toString());

            InvokeResponse second = deployed.client.invoke(
                    r -> r.functionName(json(first).path("arn").textValue()).logType(LogType.TAIL));
            assertThat(json(second).path("calls").intValue()).isEqualTo(2);
            assertThat(json(second).path("pid")).isEqualTo(json(first).path("pid"));
            assertThat(new String(Base64.getDecoder().decode(second.logResult()), UTF_8))
                    .contains("START RequestId: ", "probe got {}", "END RequestId: ", "REPORT RequestId: ")
                    .doesNotContain("hello");
        }
    }

    /** The client's own place for it is one for the whole machine, where the next process writes over it. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void theRuntimesNativeLibraryIsTheDeploymentsOwn() throws Exception {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            String pid = json(deployed.invoke("{}")).path("pid").asText();
            assertThat(Files.readAllLines(Path.of("/proc", pid, "maps")))
                    .filteredOn(line -> line.contains("libaws-lambda-jni"))
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains(folder.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHandlerThatThrowsIsAnAnswerWithAFunctionErrorAndItsEnvironmentGoesOn(boolean plainLoop) {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, plainLoop)) {
            InvokeResponse failed = deployed.invoke("{\"do\":\"fail!\"}");
            assertThat(failed.statusCode()).isEqualTo(200);
            assertThat(failed.functionError()).isEqualTo("Unhandled");
            assertThat(json(failed).path("errorType").textValue()).isEqualTo("java.lang.IllegalStateException");
            assertThat(json(failed).path("errorMessage").textValue()).isEqualTo("asked to \"fail\"");
            assertThat(json(deployed.invoke("{}")).path("calls").intValue()).isEqualTo(2);
        }
    }

    @Test
    void whatIsAtWorkFinishesAsItBeganAndTheNextInvocationFindsWhatWasDeployedMeanwhile() throws Exception {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            JsonNode first = json(deployed.invoke("{}"));
            String name = deployed.probe.function().name();

            deployed.client.updateFunctionConfiguration(update -> update.functionName(name)
                    .timeout(7)
                    .environment(environment ->
                            environment.variables(deployed.probe.function().environment())));
            JsonNode second = json(deployed.invoke("{}"));
            assertThat(second.path("pid")).isNotEqualTo(first.path("pid"));
            assertThat(second.path("calls").intValue()).isEqualTo(1);
            assertThat(second.path("left").intValue()).isLessThanOrEqualTo(7_000);

            byte[] other = Files.readAllBytes(ProbeFunction.zip(folder.resolve("other.zip")));
            deployed.client.updateFunctionCode(
                    update -> update.functionName(name).zipFile(SdkBytes.fromByteArray(other)));
            JsonNode third = json(deployed.invoke("{}"));
            assertThat(third.path("pid")).isNotEqualTo(second.path("pid"));
            assertThat(third.path("left").intValue()).isLessThanOrEqualTo(7_000);

            assertThatThrownBy(() -> deployed.client.updateFunctionConfiguration(
                            update -> update.functionName(name).timeout(901)))
                    .hasMessageContaining("take 1 to 900 seconds");
        }
    }

    @Test
    void aTaskThatRunsOutOfTimeIsKilledAndTheNextGetsANewEnvironment() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, Duration.ofSeconds(2), 1, false)) {
            InvokeResponse late = deployed.invoke("{\"do\":\"hang!\"}");
            assertThat(late.functionError()).isEqualTo("Unhandled");
            assertThat(json(late).path("errorMessage").textValue()).endsWith("Task timed out after 2.00 seconds");
            assertThat(json(deployed.invoke("{}")).path("calls").intValue()).isEqualTo(1);
        }
    }

    /** The load average rises later than the load. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 4})
    void anInvocationHasAsMuchMoreTimeAsProcessesShareAProcessor(double loadAtFirst) {
        AtomicInteger looks = new AtomicInteger();
        DoubleSupplier load = () -> looks.getAndIncrement() < 2 ? loadAtFirst : 4;
        try (ProbeDeployment deployed = new ProbeDeployment(folder, Duration.ofSeconds(1), 1, false, load)) {
            assertThat(deployed.invoke("{\"do\":\"nap!\"}").functionError()).isNull();
            assertThat(json(deployed.invoke("{\"do\":\"hang!\"}"))
                            .path("errorMessage")
                            .textValue())
                    .endsWith("Task timed out after 1.00 seconds");
        }
    }

    @Test
    void anEnvironmentThatDiesIsAFunctionErrorNotALostRequest() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            assertThat(json(deployed.invoke("{\"do\":\"exit!\"}"))
                            .path("errorMessage")
                            .textValue())
                    .endsWith("Runtime exited with error: exit status 3");

            CompletableFuture<InvokeResponse> hanging =
                    CompletableFuture.supplyAsync(() -> deployed.invoke("{\"do\":\"hang!\"}"));
            eventually(SOON, () -> assertThat(deployed.diary()).hasSize(2));
            assertThatThrownBy(() -> deployed.invoke("{}"))
                    .isInstanceOf(TooManyRequestsException.class)
                    .hasMessageContaining("Rate Exceeded.");
            assertThat(deployed.probe.killWorking()).isEqualTo(1);
            assertThat(json(hanging.join()).path("errorMessage").textValue())
                    .endsWith("Runtime exited with error: signal: killed");
        }
    }

    @Test
    void aFailedAsynchronousInvocationIsTriedTwiceMoreAndThenGivenUp() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            deployed.send("{\"do\":\"fail once!\"}");
            eventually(SOON, () -> assertThat(deployed.queued()).isEmpty());
            assertThat(deployed.diary()).hasSize(2);

            deployed.send("{\"do\":\"fail!\"}");
            eventually(SOON, () -> assertThat(deployed.queued()).isEmpty());
            assertThat(deployed.diary()).hasSize(5);
            assertThat(deployed.lambda.unfinished("probe")).isZero();
        }
    }

    @Test
    void anAsynchronousInvocationThatIsThrottledRunsLater() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            CompletableFuture<InvokeResponse> hanging =
                    CompletableFuture.supplyAsync(() -> deployed.invoke("{\"do\":\"hang!\"}"));
            eventually(SOON, () -> assertThat(deployed.diary()).hasSize(1));
            deployed.send("{\"first\":1}");
            deployed.send("{\"second\":2}");
            assertThat(deployed.lambda.unfinished("probe")).isEqualTo(2);
            assertThat(deployed.probe.killWorking()).isEqualTo(1);
            assertThat(hanging.join().functionError()).isEqualTo("Unhandled");
            eventually(
                    SOON, () -> assertThat(deployed.lambda.unfinished("probe")).isZero());
            assertThat(deployed.diary()).contains("{\"first\":1}", "{\"second\":2}");
            assertThat(deployed.queued()).isEmpty();
        }
    }

    @Test
    void anAsynchronousInvocationSurvivesTheCloudsEnd() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            deployed.send("{\"do\":\"hang!\"}");
            deployed.send("{\"second\":2}");
            eventually(SOON, () -> assertThat(deployed.diary()).containsExactly("{\"do\":\"hang!\"}"));
        }
        try (ProbeDeployment again = new ProbeDeployment(folder, Duration.ofSeconds(2), 2, false)) {
            eventually(SOON, () -> assertThat(again.diary()).contains("{\"second\":2}"));
        }
    }

    @Test
    void whatIsDeployedCanBeListedAndWhatIsNotIsRefused() {
        try (ProbeDeployment deployed = new ProbeDeployment(folder, LONG, 1, false)) {
            List<FunctionConfiguration> functions =
                    deployed.client.listFunctions().functions();
            assertThat(functions)
                    .extracting(FunctionConfiguration::functionName)
                    .containsExactly("probe");
            assertThat(deployed.client
                            .getFunction(r -> r.functionName("probe"))
                            .configuration()
                            .timeout())
                    .isEqualTo(60);
            assertThat(deployed.client
                            .getFunctionConfiguration(r -> r.functionName("probe"))
                            .memorySize())
                    .isEqualTo(256);
            assertThatThrownBy(() -> deployed.client.invoke(r -> r.functionName("nobody")))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
            assertThatThrownBy(() -> deployed.client.invoke(
                            r -> r.functionName("probe").payload(SdkBytes.fromUtf8String("{not json"))))
                    .isInstanceOf(InvalidRequestContentException.class)
                    .hasMessageContaining("Could not parse request body into json");
        }
    }
}
