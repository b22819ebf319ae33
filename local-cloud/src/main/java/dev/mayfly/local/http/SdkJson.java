package dev.mayfly.local.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** Turns the SDK's own model classes into AWS JSON and back, so that no shape is written down twice. */
public final class SdkJson {
    /** A function's zip comes as base64 in one string; Lambda takes 50 MB of it. */
    private static final int LONGEST_STRING = 70_000_000;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST_STRING)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SdkJson() {}

    /** Reads an object into {@code builder}; unknown members are ignored as AWS does, a wrong type is a SerializationException. */
    public static <B extends SdkBuilder<B, T>, T> T read(byte[] json, SdkBuilder<B, T> builder) {
        return read(tree(json), builder);
    }

    /** The same from a tree that was parsed before. */
    public static <B extends SdkBuilder<B, T>, T> T read(JsonNode json, SdkBuilder<B, T> builder) {
        if (!json.isObject()) {
            throw SdkJsonReader.wrongType("an object", json);
        }
        SdkJsonReader.fill((SdkPojo) builder, json);
        return builder.build();
    }

    /** Parses a body; an empty one is an empty object. */
    public static JsonNode tree(byte[] json) {
        if (json.length == 0) {
            return MAPPER.createObjectNode();
        }
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AwsError(400, "SerializationException", "The body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the members that were set, with the model's own names and epoch seconds for times. */
    public static byte[] write(SdkPojo pojo) {
        return bytes(writeTree(pojo));
    }

    /** The same as a tree. */
    public static JsonNode writeTree(SdkPojo pojo) {
        return SdkJsonWriter.object(pojo);
    }

    /** A tree as UTF-8. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
