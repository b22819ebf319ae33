package dev.mayfly.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** A service that speaks AWS JSON 1.0 or 1.1: operations by the name in X-Amz-Target, in terms of the SDK's own model classes. */
public abstract class JsonService implements AwsService {
    private final String signingName;
    private final String contentType;
    private final Map<String, Function<JsonNode, SdkPojo>> operations = new HashMap<>();

    /** {@code version} is 1.0 or 1.1, as the service's model says. */
    protected JsonService(String signingName, String version) {
        this.signingName = signingName;
        this.contentType = "application/x-amz-json-" + version;
    }

    /** Registers an operation: what reads its request, and what answers it. */
    protected final <B extends SdkBuilder<B, T>, T extends SdkPojo> void operation(
            String name, Supplier<? extends SdkBuilder<B, T>> builder, Function<T, ? extends SdkPojo> function) {
        operations.put(name, json -> {
            return function.apply(SdkJson.read(json, builder.get()));
        });
    }

    @Override
    public final String signingName() {
        return signingName;
    }

    @Override
    public final AwsResponse handle(AwsRequest request) {
        try {
            String name = request.operation()
                    .orElseThrow(() -> new AwsError(
                            400, "UnknownOperationException", "no X-Amz-Target header names an operation"));
            Function<JsonNode, SdkPojo> operation = operations.get(name);
            if (operation == null) {
                throw new AwsError(
                        400,
                        "UnknownOperationException",
                        "the embedded " + signingName + " does not know " + name + "; it knows "
                                + operations.keySet().stream().sorted().toList());
            }
            SdkPojo answer = operation.apply(SdkJson.tree(request.body()));
            return new AwsResponse(200, Map.of("content-type", contentType), SdkJson.write(answer));
        } catch (AwsError e) {
            return refusal(e);
        }
    }

    /** The error's shape on the wire; a service whose errors carry more adds it here. */
    protected AwsResponse refusal(AwsError error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.code());
        body.put("message", error.getMessage());
        return new AwsResponse(
                error.status(),
                Map.of("content-type", contentType, "x-amzn-errortype", error.code()),
                SdkJson.bytes(body));
    }
}
