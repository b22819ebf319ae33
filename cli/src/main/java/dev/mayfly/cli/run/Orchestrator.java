package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.Clients;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** The deployed function, asked as a person would ask it from the console. */
public final class Orchestrator implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    // As long as Lambda lets a function run, so that no answer is given up that still comes.
    private static final Duration LONGEST_INVOCATION = Duration.ofMinutes(15);
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);
    private static final long SHORTEST_WAIT_MILLIS = 200;
    private static final long LONGEST_WAIT_MILLIS = 2_000;
    private final LambdaClient lambda;
    private final String function;

    public Orchestrator(Clients clients, String function) {
        this.lambda = clients.build(
                LambdaClient.builder()
                        .overrideConfiguration(configuration -> configuration.retryStrategy(afterTrouble())),
                ApacheHttpClient.builder().socketTimeout(LONGEST_INVOCATION));
        this.function = function;
    }

    /** Repeats a call after a lost connection or an error of the service; for how long a refused one is repeated, each call says. */
    private static RetryStrategy afterTrouble() {
        return StandardRetryStrategy.builder()
                .useClientDefaults(false)
                .retryOnExceptionOrCauseInstanceOf(IOException.class)
                .retryOnException(thrown -> thrown instanceof LambdaException refused && refused.statusCode() >= 500)
                .build();
    }

    /** A payload for a command. */
    public static ObjectNode command(String name) {
        return JSON.createObjectNode().put("command", name);
    }

    /** The answer to a payload; a refusal or a failure of the function is an exception with its words. */
    public JsonNode ask(JsonNode payload) {
        return ask(payload, USUAL_PATIENCE);
    }

    /** The same, waiting so long for a function that is busy or slow. */
    public JsonNode ask(JsonNode payload, Duration patience) {
        InvokeResponse response = invoke(payload, patience);
        JsonNode answer = tree(response.payload().asByteArray());
        if (response.functionError() != null) {
            throw new IllegalStateException("function %s failed: %s"
                    .formatted(function, answer.path("errorMessage").asText()));
        }
        if (!answer.path("ok").asBoolean()) {
            String message = answer.path("message").asText();
            throw new IllegalArgumentException(
                    answer.hasNonNull("next")
                            ? "%s%nnext: %s"
                                    .formatted(message, answer.path("next").asText())
                            : message);
        }
        return answer;
    }

    /** 0 where the word was done, 1 where it was heard and changed nothing; the message says why. */
    static int exitCode(JsonNode answer) {
        return answer.path("done").asBoolean(true) ? 0 : 1;
    }

    /** The run in hand of a dataset, or the last finished one; a missing node where there is none. */
    public JsonNode latestRun(String dataset) {
        return latestRun(dataset, USUAL_PATIENCE);
    }

    /** The same, waiting so long for a function that is busy or slow. */
    public JsonNode latestRun(String dataset, Duration patience) {
        // The command status looks at the files as well, which nobody has to do once a second.
        return ask(command("runs").put("dataset", dataset).put("limit", 1), patience)
                .path("runs")
                .path(0);
    }

    /** Where a dataset stands and what it waits for, in a sentence. */
    public String standing(String dataset) {
        return ask(command("status").put("dataset", dataset)).path("message").asText();
    }

    /** While other invocations occupy all that is reserved for the function, a call waits instead of being refused. */
    private InvokeResponse invoke(JsonNode payload, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        for (int throttled = 0; ; throttled++) {
            Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            try {
                return lambda.invoke(request -> request.functionName(function)
                        .payload(SdkBytes.fromUtf8String(payload.toString()))
                        .overrideConfiguration(call -> call.apiCallTimeout(left)));
            } catch (LambdaException e) {
                if (!e.isThrottlingException()) {
                    throw e;
                }
                if (System.nanoTime() >= end) {
                    throw noAnswer(
                            patience, "Lambda refused every call as too many at once, so this one did nothing", e);
                }
                LockSupport.parkNanos(pause(throttled).toNanos());
            } catch (ApiCallTimeoutException e) {
                throw noAnswer(
                        patience,
                        throttled > 0
                                ? "Lambda refused %d calls before as too many at once".formatted(throttled)
                                : "this call may still be done",
                        e);
            }
        }
    }

    private static Duration pause(int throttled) {
        long longest = Math.min(LONGEST_WAIT_MILLIS, SHORTEST_WAIT_MILLIS << Math.min(throttled, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 2, longest));
    }

    private IllegalStateException noAnswer(Duration patience, String why, RuntimeException cause) {
        return new IllegalStateException(
                "The function %s did not answer within %d seconds: %s. Look at what occupies it, and repeat the command."
                        .formatted(function, patience.toSeconds(), why),
                cause);
    }

    private static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException("the function did not answer in JSON", e);
        }
    }

    @Override
    public void close() {
        lambda.close();
    }
}
