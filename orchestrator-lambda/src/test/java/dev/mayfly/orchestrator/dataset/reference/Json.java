package dev.mayfly.orchestrator.dataset.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static ObjectNode object(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    static String pretty(JsonNode json) {
        return json.toPrettyString() + "\n";
    }

    private Json() {}
}
