package dev.mayfly.orchestrator.dataset.reference;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.dataset.InvalidDatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** The dataset file's reference says what the code that reads the file does. Regenerate it with {@code -Dreference=write}. */
class DatasetReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "dataset-file.md");
    private static final Path SCHEMA = Path.of("..", "datasets", "dataset.schema.json");
    private static final Path SHIPPED = Path.of("..", "datasets", "retailrocket.yaml");
    private static final String PLAIN = """
            dataset: orders
            source: s3://${raw}/orders/
            curated: s3://${curated}/orders/
            database: shop
            ready: { quiet: 2m }
            cost: {}
            tables:
              orders:
                files: "*.csv"
                columns:
                  page: string
                  ordered_at: timestamp
                  id: { type: bigint }
                  other: { type: bigint, nullable: true }
            views:
              sums:
                sql: SELECT 1 AS sum
                columns: { sum: { type: bigint } }
            """;
    private static final JsonSchema RULES = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
            .getSchema(DatasetReference.schema().toString());

    private record Key(DatasetSection section, DatasetKey key) {
        @Override
        public String toString() {
            return section.path() + " " + key.name();
        }
    }

    static Stream<Key> keys() {
        return Arrays.stream(DatasetSection.values())
                .flatMap(section -> section.keys().stream().map(key -> new Key(section, key)))
                .filter(key -> key.key.shape() != ValueShape.SECTION);
    }

    static Stream<Key> refused() {
        return keys().filter(key -> !key.key.refused().isEmpty());
    }

    static Stream<Key> withDefault() {
        return keys().filter(key ->
                !key.key.byDefault().isEmpty() && !key.key.byDefault().startsWith("the "));
    }

    @Test
    void isWhatThePageAndTheSchemaSay() throws IOException {
        written(PAGE, DatasetReference.page());
        written(SCHEMA, Json.pretty(DatasetReference.schema()));
    }

    @ParameterizedTest
    @EnumSource
    void listsTheKeysThatAreRead(DatasetSection section) {
        String known = section.keys().stream().map(DatasetKey::name).sorted().collect(joining(","));
        assertThatThrownBy(() -> dataset(with(section, "zzz", "1")))
                .isInstanceOfSatisfying(InvalidDatasetException.class, refusal -> {
                    String problem = refusal.problems().stream()
                            .map(Object::toString)
                            .filter(text -> text.contains("zzz"))
                            .findFirst()
                            .orElseThrow();
                    String read = problem.substring(problem.indexOf("; ") + 2, problem.lastIndexOf(" are"));
                    assertThat(Arrays.stream(read.split(", ")).sorted().collect(joining(",")))
                            .isEqualTo(known);
                });
    }

    @ParameterizedTest
    @MethodSource("keys")
    void givesAnExampleThatIsRead(Key key) {
        String yaml = with(key.section, key.key.name(), key.key.example());
        assertThat(dataset(yaml)).isNotNull();
        assertThat(complaints(yaml)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("refused")
    void givesAnExampleThatIsRefused(Key key) {
        assertThatThrownBy(() -> dataset(with(key.section, key.key.name(), key.key.refused())))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContaining(key.key.name());
    }

    @ParameterizedTest
    @MethodSource("withDefault")
    void saysTheDefault(Key key) {
        assertThat(dataset(with(key.section, key.key.name(), key.key.byDefault())))
                .isEqualTo(dataset(PLAIN));
    }

    @Test
    void hasASchemaThatTakesTheShippedDatasetAndRefusesWhatIsUnknown() throws IOException {
        String shipped = Files.readString(SHIPPED);
        assertThat(shipped).startsWith("# yaml-language-server: $schema=dataset.schema.json\n");
        assertThat(complaints(shipped)).isEmpty();
        for (DatasetSection section : DatasetSection.values()) {
            assertThat(complaints(with(section, "zzz", "1"))).as(section.path()).isNotEmpty();
        }
        assertThat(complaints(shipped.replace("quiet: 2m", "quiet: soon"))).isNotEmpty();
        assertThat(complaints(shipped.replace("visitorid: { type: bigint", "visitorid: { type: long")))
                .isNotEmpty();
    }

    private static List<String> complaints(String yaml) {
        Object tree = new Yaml().load(yaml);
        return RULES.validate(new ObjectMapper().valueToTree(tree)).stream()
                .map(Object::toString)
                .toList();
    }

    private static void written(Path file, String text) throws IOException {
        if ("write".equals(System.getProperty("reference"))) {
            Files.writeString(file, text);
        }
        assertThat(file).as("-Dreference=write makes it anew").hasContent(text);
    }

    private static Dataset dataset(String yaml) {
        return DatasetFile.parse("orders.yaml", yaml, Map.of("raw", "raw-bucket", "curated", "curated-bucket"));
    }

    /** A whole definition in which a key has this value, given as YAML. */
    private static String with(DatasetSection section, String key, String value) {
        Map<String, Object> root = new Yaml().load(PLAIN);
        at(root, section, key).put(key, new Yaml().load(value));
        return new Yaml().dump(root);
    }

    private static Map<String, Object> at(Map<String, Object> root, DatasetSection section, String key) {
        return switch (section) {
            case FILE -> root;
            case READY -> below(root, "ready");
            case COST -> below(root, "cost");
            case TABLE -> below(root, "tables", "orders");
            // What may be absent is asked of a column that is nullable.
            case COLUMN ->
                below(
                        root,
                        "tables",
                        "orders",
                        "columns",
                        List.of("missing", "presentWhen").contains(key) ? "other" : "id");
            case VIEW -> below(root, "views", "sums");
            case VIEW_COLUMN -> below(root, "views", "sums", "columns", "sum");
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> below(Map<String, Object> tree, String... path) {
        Map<String, Object> at = tree;
        for (String key : path) {
            at = (Map<String, Object>) at.get(key);
        }
        return at;
    }
}
