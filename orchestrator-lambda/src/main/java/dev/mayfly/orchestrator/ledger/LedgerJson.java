package dev.mayfly.orchestrator.ledger;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.math.BigDecimal;

/** The ledger's documents as JSON: states by name, money as a decimal, times as ISO-8601, unknown keys refused. */
final class LedgerJson {
    private static final int MOST_BYTES = 256 * 1024;

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule("ledger")
                    .addSerializer(Usd.class, new UsdWriter())
                    .addDeserializer(Usd.class, new UsdReader()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .addMixIn(RunState.class, States.class)
            .build();

    /** Stored: add a name, never rename one. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = RunState.Launching.class, name = "LAUNCHING"),
        @JsonSubTypes.Type(value = RunState.Running.class, name = "RUNNING"),
        @JsonSubTypes.Type(value = RunState.Publishing.class, name = "PUBLISHING"),
        @JsonSubTypes.Type(value = RunState.Ending.class, name = "ENDING"),
        @JsonSubTypes.Type(value = RunState.Ended.class, name = "ENDED")
    })
    private interface States {}

    static byte[] bytes(Object document) {
        try {
            byte[] bytes = MAPPER.writeValueAsBytes(document);
            if (bytes.length > MOST_BYTES) {
                throw new IllegalStateException(
                        "a ledger document of %d bytes is over the limit of %d".formatted(bytes.length, MOST_BYTES));
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + document, e);
        }
    }

    static <T> T read(byte[] json, Class<T> type, String where) {
        try {
            return MAPPER.readValue(json, type);
        } catch (UnrecognizedPropertyException e) {
            // To ignore it might be to forget that somebody pinned a generation; to write without it would be.
            throw new IllegalStateException(
                    "%s says '%s', which this version does not know, so a later one wrote it: deploy that one, or a later one; nothing was changed"
                            .formatted(where, e.getPropertyName()),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException(where + " cannot be read: " + e.getMessage(), e);
        }
    }

    static DatasetState head(byte[] json, String where) {
        return read(json, DatasetState.class, where);
    }

    private LedgerJson() {}

    private static final class UsdWriter extends JsonSerializer<Usd> {
        @Override
        public void serialize(Usd value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(value.amount().toPlainString());
        }
    }

    private static final class UsdReader extends JsonDeserializer<Usd> {
        @Override
        public Usd deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return new Usd(new BigDecimal(json.getText()));
        }
    }
}
