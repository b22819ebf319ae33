package dev.mayfly.cli.run;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.cli.cloud.Clients;
import java.io.IOException;
import java.time.Duration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The deployed function, asked as a person would ask it from the console. */
public final class Orchestrator implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final int TRIES = 12;
    private final LambdaClient lambda;
    private final String function;

    public Orchestrator(Clients clients, String function) {
        // While looks occupy all that is reserved for the function, a person's word waits instead of being refused.
        this.lambda = clients.build(LambdaClient.builder()
                .overrideConfiguration(configuration -> configuration
                        .apiCallTimeout(Duration.ofMinutes(3))
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(TRIES)
                                .build())));
        this.function = function;
    }

    /** A payload for a command. */
    public static ObjectNode command(String name) {
        return JSON.createObjectNode().put("command", name);
    }

    /** The answer to a payload; a refusal or a failure of the function is an exception with its words. */
    public JsonNode ask(JsonNode payload) {
        InvokeResponse response = lambda.invoke(
                request -> request.functionName(function).payload(SdkBytes.fromUtf8String(payload.toString())));
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
        // The command status looks at the files as well, which nobody has to do once a second.
        return ask(command("runs").put("dataset", dataset).put("limit", 1))
                .path("runs")
                .path(0);
    }

    /** Where a dataset stands and what it waits for, in a sentence. */
    public String standing(String dataset) {
        return ask(command("status").put("dataset", dataset)).path("message").asText();
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
