package dev.mayfly.orchestrator.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * A view as Athena and Trino keep it in the catalog: its query is a JSON object in base64 inside a comment; names without a
 * database are those of the view's own, in the catalog that Athena calls so by default.
 */
public final class PrestoViewEncoder {
    public static final String TYPE = "VIRTUAL_VIEW";
    // Trino refuses a view that nobody owns; Athena reads every view as whoever asks.
    private static final String DEFINER = "mayfly";
    private static final String CATALOG = "awsdatacatalog";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A view with these parameters beside those that make it one. */
    public static TableInput of(
            String database, String name, String sql, List<Column> columns, Map<String, String> parameters) {
        Map<String, String> all = new HashMap<>(parameters);
        all.put("presto_view", "true");
        // Trino takes a description for the comment, and a view with another comment for none.
        all.put("comment", "Presto View");
        return TableInput.builder()
                .name(name)
                .owner(DEFINER)
                .tableType(TYPE)
                .parameters(all)
                .partitionKeys(List.of())
                .viewOriginalText(original(database, sql, columns))
                .viewExpandedText("/* Presto View */")
                .storageDescriptor(storage -> storage.columns(
                                columns.stream().map(GlueMapper::column).toList())
                        .location("")
                        .compressed(false)
                        .numberOfBuckets(0)
                        .storedAsSubDirectories(false)
                        .serdeInfo(serde -> {}))
                .build();
    }

    private static String original(String database, String sql, List<Column> columns) {
        ObjectNode definition = JSON.createObjectNode()
                .put("originalSql", sql)
                .put("catalog", CATALOG)
                .put("schema", database);
        ArrayNode named = definition.putArray("columns");
        columns.forEach(column -> named.addObject().put("name", column.name()).put("type", type(column.type())));
        return "/* Presto View: %s */"
                .formatted(
                        Base64.getEncoder().encodeToString(definition.toString().getBytes(UTF_8)));
    }

    /** What the engines call a type that the catalog calls otherwise. */
    private static String type(ColumnType type) {
        return switch (type.kind()) {
            case STRING -> "varchar";
            case INT -> "integer";
            case TIMESTAMP -> "timestamp(3)";
            case BIGINT, DOUBLE, DECIMAL, BOOLEAN, DATE -> type.toString();
        };
    }

    private PrestoViewEncoder() {}
}
