package dev.mayfly.orchestrator.dataset.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The dataset file's reference page and its JSON Schema, both made of {@link DatasetSection}. */
final class DatasetReference {
    private static final String HEAD = """
            # The dataset file

            A dataset file says which CSV files belong to which tables, what their columns are and what a run may cost. This page is
            generated from the code that reads the file, as is the [JSON Schema](../../datasets/dataset.schema.json) that editors
            use for completion. Start with a copy of [retailrocket.yaml](../../datasets/retailrocket.yaml), and check it with
            `./mayfly validate FILE`. A key that is not listed here is refused, as is one that stands twice.

            Durations are a number and `s`, `m`, `h` or `d`; shares are `0.1%` or `0.001`; file patterns are those of a shell.
            """;

    static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        for (DatasetSection section : DatasetSection.values()) {
            page.append("\n## ")
                    .append(section.title())
                    .append("\n\n| key | value | default | meaning | example | refused |\n|---|---|---|---|---|---|\n");
            section.keys().forEach(key -> page.append(row(key)));
        }
        return page.toString();
    }

    private static String row(DatasetKey key) {
        return "| `%s` | %s | %s | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        key.shape().word(),
                        key.required() ? "required" : code(key.byDefault()),
                        key.meaning(),
                        code(key.example()),
                        code(key.refused()));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    static ObjectNode schema() {
        ObjectNode schema = Json.object("""
                {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Mayfly dataset file"}
                """);
        schema.setAll(section(DatasetSection.FILE));
        return schema;
    }

    private static ObjectNode section(DatasetSection section) {
        ObjectNode object = Json.object("{\"type\": \"object\", \"additionalProperties\": false}");
        ArrayNode required = object.arrayNode();
        ObjectNode properties = object.putObject("properties");
        for (DatasetKey key : section.keys()) {
            ObjectNode value = key.shape() == ValueShape.SECTION
                    ? below(section, key.name())
                    : key.shape().schema();
            properties.set(key.name(), value.put("description", key.meaning()));
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object;
    }

    private static ObjectNode below(DatasetSection section, String key) {
        return switch (section) {
            case FILE ->
                switch (key) {
                    case "ready" -> section(DatasetSection.READY);
                    case "cost" -> section(DatasetSection.COST);
                    case "tables" -> named(section(DatasetSection.TABLE));
                    case "views" -> named(section(DatasetSection.VIEW));
                    default -> throw new IllegalArgumentException(key);
                };
            case TABLE -> named(typeOr(section(DatasetSection.COLUMN)));
            case VIEW -> named(typeOr(section(DatasetSection.VIEW_COLUMN)));
            case READY, COST, COLUMN, VIEW_COLUMN -> throw new IllegalArgumentException(key);
        };
    }

    private static ObjectNode named(ObjectNode value) {
        ObjectNode object = Json.object("{\"type\": \"object\", \"minProperties\": 1}");
        object.set("additionalProperties", value);
        return object;
    }

    /** {@code id: bigint} is short for {@code id: { type: bigint }}. */
    private static ObjectNode typeOr(ObjectNode column) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        either.putArray("anyOf").add(ValueShape.TYPE.schema()).add(column);
        return either;
    }

    private DatasetReference() {}
}
