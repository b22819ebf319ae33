package dev.mayfly.orchestrator.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GetTableRequest;
import software.amazon.awssdk.services.glue.model.GetTableResponse;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.UpdateTableRequest;
import software.amazon.awssdk.services.glue.model.UpdateTableResponse;

class GlueViewCatalogTest {
    private final Glue glue = new Glue();
    private final GlueViewCatalog views = new GlueViewCatalog(glue);

    @Test
    void writesAViewAsAthenaKeepsIt() {
        assertThat(views.show(dataset("SELECT 'é' AS word, 1 AS n"))).isEqualTo(new CatalogResult.Confirmed(1));
        Table view = glue.tables.get("words");
        assertThat(view.tableType()).isEqualTo("VIRTUAL_VIEW");
        assertThat(view.parameters()).containsEntry("presto_view", "true").containsEntry("comment", "Presto View");
        assertThat(view.description()).as("Trino would take it for the comment").isNull();
        assertThat(view.owner()).as("Trino wants one").isEqualTo("mayfly");
        assertThat(view.viewExpandedText()).isEqualTo("/* Presto View */");
        assertThat(view.viewOriginalText()).startsWith("/* Presto View: ").endsWith(" */");
        String base64 = view.viewOriginalText().replace("/* Presto View: ", "").replace(" */", "");
        assertThat(new String(Base64.getDecoder().decode(base64), UTF_8))
                .isEqualTo(
                        "{\"originalSql\":\"SELECT 'é' AS word, 1 AS n\",\"catalog\":\"awsdatacatalog\",\"schema\":\"shop\",\"columns\":["
                                + "{\"name\":\"word\",\"type\":\"varchar\"},{\"name\":\"n\",\"type\":\"integer\"},"
                                + "{\"name\":\"at\",\"type\":\"timestamp(3)\"},{\"name\":\"usd\",\"type\":\"decimal(9,2)\"}]}");
        assertThat(view.storageDescriptor().columns())
                .extracting(column -> column.name() + " " + column.type())
                .containsExactly("word string", "n int", "at timestamp", "usd decimal(9,2)");
    }

    @Test
    void writesNothingTwiceAndAChangedQueryOnce() {
        views.show(dataset("SELECT 1"));
        assertThat(views.show(dataset("SELECT 1"))).isEqualTo(new CatalogResult.Confirmed(0));
        assertThat(views.show(dataset("SELECT 2"))).isEqualTo(new CatalogResult.Confirmed(1));
        assertThat(glue.tables.get("words").versionId()).isEqualTo("1");
    }

    @Test
    void leavesWhatSomebodyElseCallsSo() {
        glue.tables.put(
                "words", Table.builder().name("words").tableType("VIRTUAL_VIEW").build());
        assertThat(views.refusal(dataset("SELECT 1")))
                .contains("shop.words is there already and is no view of dataset shop: rename one of them");
        assertThat(views.show(dataset("SELECT 1"))).isInstanceOf(CatalogResult.Refused.class);
        assertThat(glue.tables.get("words").viewOriginalText()).isNull();
    }

    @Test
    void isUnfinishedWhenAWriteWasRefused() {
        glue.throttled = true;
        assertThat(views.show(dataset("SELECT 1")))
                .isInstanceOfSatisfying(
                        CatalogResult.Unfinished.class,
                        unfinished -> assertThat(unfinished.why())
                                .startsWith("view words could not be brought up to date: Rate exceeded"));
    }

    private static Dataset dataset(String sql) {
        return DatasetFile.parse("shop.yaml", """
                dataset: shop
                source: s3://raw/shop/
                curated: s3://curated/shop/
                database: shop
                tables:
                  events: { files: "*.csv", columns: { event: string } }
                views:
                  words:
                    columns: { word: string, n: int, at: timestamp, usd: "decimal(9,2)" }
                    sql: %s
                """.formatted(sql), Map.of());
    }

    /** Glue with nothing but tables, which forgets no version. */
    private static final class Glue implements GlueClient {
        private final Map<String, Table> tables = new HashMap<>();
        private boolean throttled;

        @Override
        public GetTableResponse getTable(GetTableRequest request) {
            if (!tables.containsKey(request.name())) {
                throw EntityNotFoundException.builder().message("not found").build();
            }
            return GetTableResponse.builder().table(tables.get(request.name())).build();
        }

        @Override
        public CreateTableResponse createTable(CreateTableRequest request) {
            if (throttled) {
                throw GlueException.builder().message("Rate exceeded").build();
            }
            put(request.tableInput(), "0");
            return CreateTableResponse.builder().build();
        }

        @Override
        public UpdateTableResponse updateTable(UpdateTableRequest request) {
            assertThat(request.versionId())
                    .isEqualTo(tables.get(request.tableInput().name()).versionId());
            put(request.tableInput(), Integer.toString(Integer.parseInt(request.versionId()) + 1));
            return UpdateTableResponse.builder().build();
        }

        private void put(TableInput input, String version) {
            tables.put(
                    input.name(),
                    Table.builder()
                            .name(input.name())
                            .owner(input.owner())
                            .tableType(input.tableType())
                            .parameters(input.parameters())
                            .viewOriginalText(input.viewOriginalText())
                            .viewExpandedText(input.viewExpandedText())
                            .storageDescriptor(input.storageDescriptor())
                            .description(input.description())
                            .versionId(version)
                            .build());
        }

        @Override
        public String serviceName() {
            return "glue";
        }

        @Override
        public void close() {}
    }
}
