package dev.mayfly.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills the SDK's builders from a JSON tree. */
final class SdkJsonReader {
    private SdkJsonReader() {}

    static void fill(SdkPojo builder, JsonNode object) {
        for (SdkField<?> field : builder.sdkFields()) {
            JsonNode value = object.path(field.locationName());
            if (!value.isMissingNode() && !value.isNull()) {
                field.set(builder, value(field, value));
            }
        }
    }

    private static Object value(SdkField<?> field, JsonNode json) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return pojo(field, expect(json, json.isObject(), "an object"));
        }
        if (type == MarshallingType.LIST) {
            return list(field, expect(json, json.isArray(), "a list"));
        }
        if (type == MarshallingType.MAP) {
            return map(field, expect(json, json.isObject(), "a map"));
        }
        if (type == MarshallingType.STRING) {
            return expect(json, json.isTextual(), "a string").textValue();
        }
        if (type == MarshallingType.BOOLEAN) {
            return expect(json, json.isBoolean(), "true or false").booleanValue();
        }
        if (type == MarshallingType.INSTANT) {
            return instant(json);
        }
        if (type == MarshallingType.SDK_BYTES) {
            return bytes(expect(json, json.isTextual(), "base64"));
        }
        return number(type, expect(json, json.isNumber(), "a number"));
    }

    private static Object pojo(SdkField<?> field, JsonNode json) {
        SdkPojo nested = field.constructor().get();
        fill(nested, json);
        return ((Buildable) nested).build();
    }

    private static List<Object> list(SdkField<?> field, JsonNode json) {
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> list = new ArrayList<>();
        json.forEach(item -> list.add(item.isNull() ? null : value(member, item)));
        return list;
    }

    private static Map<String, Object> map(SdkField<?> field, JsonNode json) {
        SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> map = new LinkedHashMap<>();
        json.properties().forEach(entry -> {
            if (!entry.getValue().isNull()) {
                map.put(entry.getKey(), value(member, entry.getValue()));
            }
        });
        return map;
    }

    private static Object number(MarshallingType<?> type, JsonNode json) {
        if (type == MarshallingType.INTEGER) {
            return expect(json, json.canConvertToInt() && json.canConvertToExactIntegral(), "an integer")
                    .intValue();
        }
        if (type == MarshallingType.LONG) {
            return expect(json, json.canConvertToLong() && json.canConvertToExactIntegral(), "a long")
                    .longValue();
        }
        if (type == MarshallingType.DOUBLE) {
            return json.doubleValue();
        }
        if (type == MarshallingType.FLOAT) {
            return json.floatValue();
        }
        if (type == MarshallingType.BIG_DECIMAL) {
            return json.decimalValue();
        }
        throw new IllegalStateException(
                "no reader for the SDK's type " + type.getTargetClass() + "; add it to SdkJsonReader");
    }

    private static Instant instant(JsonNode json) {
        if (json.isTextual()) {
            try {
                return Instant.parse(json.textValue());
            } catch (DateTimeParseException e) {
                throw wrongType("a timestamp", json);
            }
        }
        BigDecimal seconds = expect(json, json.isNumber(), "epoch seconds").decimalValue();
        return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
    }

    private static SdkBytes bytes(JsonNode json) {
        try {
            return SdkBytes.fromByteArray(Base64.getDecoder().decode(json.textValue()));
        } catch (IllegalArgumentException e) {
            throw wrongType("base64", json);
        }
    }

    private static JsonNode expect(JsonNode json, boolean right, String wanted) {
        if (!right) {
            throw wrongType(wanted, json);
        }
        return json;
    }

    static AwsError wrongType(String wanted, JsonNode json) {
        return new AwsError(400, "SerializationException", "Expected " + wanted + " and found " + json);
    }
}
