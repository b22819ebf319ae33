package dev.mayfly.orchestrator.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.orchestrator.dataset.DatasetView;
import java.util.Base64;

/**
 * A view as Athena and Trino keep it in the catalog: a JSON object in base64 inside a comment. Names without a database
 * are those of the view's own, in the catalog that Athena calls so by default.
 */
final class ViewText {
    static final String EXPANDED = "/* Presto View */";
    private static final String CATALOG = "awsdatacatalog";
    private static final ObjectMapper JSON = new ObjectMapper();

    static String original(String database, DatasetView view) {
        ObjectNode definition = JSON.createObjectNode()
                .put("originalSql", view.sql())
                .put("catalog", CATALOG)
                .put("schema", database);
        ArrayNode columns = definition.putArray("columns");
        view.columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", type(column.type())));
        return "/* Presto View: %s */"
                .formatted(
                        Base64.getEncoder().encodeToString(definition.toString().getBytes(UTF_8)));
    }

    /** What the engine calls a type that the catalog calls otherwise. */
    private static String type(ColumnType type) {
        return switch (type.kind()) {
            case STRING -> "varchar";
            case INT -> "integer";
            case TIMESTAMP -> "timestamp(3)";
            case BIGINT, DOUBLE, DECIMAL, BOOLEAN, DATE -> type.toString();
        };
    }

    private ViewText() {}
}
