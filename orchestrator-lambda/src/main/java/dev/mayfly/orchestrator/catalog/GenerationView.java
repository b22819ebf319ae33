package dev.mayfly.orchestrator.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What readers of an atomic table see: a view of the one table that holds a generation. Athena and Trino keep a view as a JSON
 * object in base64 inside a comment; names without a catalog are those of the view's own.
 */
public final class GenerationView {
    static final String EXPANDED = "/* Presto View */";
    // What Athena calls the catalog of an account.
    private static final String CATALOG = "awsdatacatalog";
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Publication publication;

    GenerationView(Publication publication) {
        this.publication = publication;
    }

    /** The name of the table that holds a generation of another; stored: never change it. */
    public static String table(String table, String generation) {
        return table + "__" + generation.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    }

    String text() {
        ObjectNode view = JSON.createObjectNode()
                .put("originalSql", sql())
                .put("catalog", CATALOG)
                .put("schema", publication.database());
        ArrayNode columns = view.putArray("columns");
        publication
                .columns()
                .forEach(
                        column -> columns.addObject().put("name", column.name()).put("type", type(column.type())));
        return "/* Presto View: %s */"
                .formatted(Base64.getEncoder().encodeToString(view.toString().getBytes(UTF_8)));
    }

    private String sql() {
        return "SELECT %s FROM \"%s\""
                .formatted(
                        publication.columns().stream()
                                .map(Column::name)
                                .collect(Collectors.joining("\", \"", "\"", "\"")),
                        table(publication.table(), publication.generation()));
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
}
