package dev.mayfly.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.local.http.SdkJson;

/** How an invocation ended. */
public sealed interface Outcome {
    /** What goes back to a caller who waits. */
    byte[] payload();

    /** The handler answered. */
    record Answered(byte[] payload) implements Outcome {}

    /** The handler threw, or its environment died; Lambda calls both unhandled for Java. */
    record Failed(byte[] payload) implements Outcome {}

    /** The shape that Lambda gives to failures of its own. */
    static Failed failed(String errorType, String message) {
        return new Failed(SdkJson.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("errorType", errorType)
                .put("errorMessage", message)));
    }
}
