package dev.mayfly.orchestrator.dataset.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a value of a dataset file looks like, as a word for people and as a JSON Schema. */
enum ValueShape {
    NAME("name", "\"type\": \"string\", \"pattern\": \"^[a-z][a-z0-9_-]{0,62}$\""),
    TABLE_NAME("name", "\"type\": \"string\", \"pattern\": \"^[a-z_][a-z0-9_]{0,254}$\""),
    PREFIX("S3 prefix", "\"type\": \"string\", \"pattern\": \"^s3://.+/$\""),
    PATTERN("file pattern", "\"type\": \"string\", \"minLength\": 1"),
    FILE_NAME("object name", "\"type\": \"string\", \"pattern\": \"^[_.]\""),
    DURATION("duration", "\"type\": \"string\", \"pattern\": \"^\\\\s*[0-9]{1,6}\\\\s*[smhd]\\\\s*$\""),
    USD(
            "US dollars",
            "\"type\": [\"number\", \"string\"], \"pattern\": \"^\\\\s*[0-9]+(\\\\.[0-9]+)?\\\\s*$\", \"minimum\": 0"),
    SHARE(
            "share",
            "\"type\": [\"number\", \"string\"], \"pattern\": \"^\\\\s*[0-9.]+\\\\s*%?\\\\s*$\", \"minimum\": 0, \"maximum\": 1"),
    FLAG("true or false", "\"type\": \"boolean\""),
    COUNT("whole number", "\"type\": \"integer\", \"minimum\": 1"),
    TEXT("text", "\"type\": \"string\""),
    VALUE("value", "\"type\": [\"string\", \"number\", \"boolean\"]"),
    TYPE(
            "column type",
            "\"type\": \"string\", \"pattern\": \"^(bigint|int|double|string|boolean|date|timestamp(\\\\(3\\\\))?|decimal\\\\([0-9 ]+,[0-9 ]+\\\\))$\""),
    REMOVALS("`hold` or `publish`", "\"enum\": [\"hold\", \"publish\"]"),
    SWITCH("`table` or `partition`", "\"enum\": [\"table\", \"partition\"]"),
    // A bare null is the text null to the reader of the file, and no value to others.
    MISSING("`null` or `fail`", "\"enum\": [null, \"null\", \"fail\"]"),
    NAMES("list of columns", "\"type\": \"array\", \"items\": {\"type\": \"string\"}"),
    VALUES(
            "value or list of values",
            "\"type\": [\"array\", \"string\", \"number\", \"boolean\"], \"items\": {\"type\": [\"string\", \"number\", \"boolean\"]}"),
    CONDITION(
            "one column and its values",
            "\"type\": \"object\", \"minProperties\": 1, \"maxProperties\": 1, \"additionalProperties\": {\"type\": [\"array\", \"string\", \"number\", \"boolean\"]}"),
    SECTION("section", "");

    private final String word;
    private final String schema;

    ValueShape(String word, String schema) {
        this.word = word;
        this.schema = schema;
    }

    String word() {
        return word;
    }

    /** The JSON Schema of a value; a section's is made of its keys. */
    ObjectNode schema() {
        return schema.isEmpty() ? JsonNodeFactory.instance.objectNode() : Json.object("{" + schema + "}");
    }
}
