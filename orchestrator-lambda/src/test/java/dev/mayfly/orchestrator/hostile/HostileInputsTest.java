package dev.mayfly.orchestrator.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.dataset.DatasetFile;
import dev.mayfly.orchestrator.dataset.InvalidDatasetException;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import dev.mayfly.orchestrator.trigger.Trigger;
import dev.mayfly.orchestrator.trigger.TriggerReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may write into a key, an event or a definition is taken as itself or refused; it never becomes anything else. */
class HostileInputsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI SOURCE = S3Uris.of("raw", "shop/");
    private static final String DATASET = """
            dataset: %s
            source: s3://${raw}/shop/
            curated: s3://${curated}/shop/
            database: shop
            ready: { quiet: 90s }
            cost: { template: small, maxDuration: 30m, perRunUsd: 1.20, perDayUsd: 6 }
            tables:
              events:
                files: "*.csv"
                columns:
                  id: bigint
            """;

    /** Names of files that anybody with write access to the raw bucket can choose. */
    static List<String> names() {
        return List.of(
                "two words.csv",
                "it's \"quoted\".csv",
                "../../ledger/shop/head.json.csv",
                "a/../../b.csv",
                "new\nline.csv",
                "carriage\rreturn.csv",
                "tab\there.csv",
                "--conf spark.master=evil.csv",
                "; rm -rf ~ .csv",
                "$(reboot).csv",
                "`reboot`.csv",
                "nul\0byte.csv",
                "star*and?[a-z].csv",
                "{a,b}.csv",
                "back\\slash.csv",
                "per%cent%2F.csv",
                "plus+and&amp;.csv",
                "hash#query?x=1.csv",
                "äöü-日本-🦋.csv",
                "x".repeat(1015) + ".csv");
    }

    @ParameterizedTest
    @MethodSource("names")
    void aKeyInAnEventIsReadAsItself(String name) throws Exception {
        ObjectNode event = JSON.createObjectNode().put("source", "aws.s3").put("detail-type", "Object Created");
        event.putObject("detail").putObject("bucket").put("name", "raw");
        ((ObjectNode) event.get("detail")).putObject("object").put("key", name);

        assertThat(TriggerReader.read(JSON.writeValueAsBytes(event)))
                .isEqualTo(new Trigger.FilesArrived(Set.of("s3://raw/" + name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aQuotedKeyInANotificationIsReadAsItself(String name) throws Exception {
        ObjectNode event = JSON.createObjectNode();
        ObjectNode record = event.putArray("Records")
                .addObject()
                .put("eventSource", "aws:s3")
                .put("eventName", "ObjectCreated:Put");
        ObjectNode s3 = record.putObject("s3");
        s3.putObject("bucket").put("name", "raw");
        s3.putObject("object").put("key", URLEncoder.encode(name, StandardCharsets.UTF_8));

        assertThat(TriggerReader.read(JSON.writeValueAsBytes(event)))
                .isEqualTo(new Trigger.FilesArrived(Set.of("s3://raw/" + name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void anAddressGivesItsKeyBack(String name) {
        URI address = S3Uris.of("raw", "shop/" + name);

        assertThat(S3Uris.key(address)).isEqualTo("shop/" + name);
        assertThat(S3Uris.bucket(address)).isEqualTo("raw");
        assertThat(S3Uris.ofText(S3Uris.text(address))).isEqualTo(address);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aFileBelongsToATableAsItselfOrToNone(String name) {
        InputFile file = new InputFile(S3Uris.of("raw", "shop/" + name), "etag", 1);

        Inputs inputs = Inputs.sort(SOURCE, List.of(file), Map.of("events", new Inputs.Wanted("**.csv", false)));

        assertThat(inputs.byTable().get("events")).isSubsetOf(file);
        assertThat(inputs.byTable().get("events").size()
                        + inputs.problems().size()
                        + inputs.ignored().files())
                .as("how often it is named")
                .isEqualTo(1);
    }

    /** The same dataset with and without it: seen, refused by its name, and otherwise as if it were not there. */
    @Test
    void aKeyWithANulIsRefusedAndTheFilesBesideItAreTaken() {
        InputFile good = new InputFile(S3Uris.of("raw", "shop/good.csv"), "etag", 1);
        InputFile nul = new InputFile(S3Uris.of("raw", "shop/nul\0byte.csv"), "etag", 1);
        Map<String, Inputs.Wanted> tables = Map.of("events", new Inputs.Wanted("*.csv", true));

        Inputs inputs = Inputs.sort(SOURCE, List.of(nul, good), tables);

        assertThat(Inputs.unusable(nul.uri())).isTrue();
        assertThat(names().stream().filter(name -> Inputs.unusable(S3Uris.of("raw", name))))
                .containsExactly("nul\0byte.csv");
        assertThat(inputs.byTable().get("events")).containsExactly(good);
        assertThat(inputs.problems()).isEmpty();
        assertThat(inputs.ignored().examples())
                .containsExactly(
                        new IgnoredFiles.Example("nul\0byte.csv", "its key cannot be the name of a file: delete it"));
        assertThat(inputs.fingerprint())
                .isEqualTo(Inputs.sort(SOURCE, List.of(good), tables).fingerprint());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'../x'",
                "'a b'",
                "'--conf'",
                "'a/b'",
                "\"a\\nb\"",
                "'A'",
                "'*'",
                "'$(id)'",
                "'.hidden'",
                "'_hidden'",
                "''",
                "'é'",
                "[a]",
                "{a: b}"
            })
    void aDatasetIsNotNamedSo(String name) {
        assertThatThrownBy(() -> DatasetFile.parse("shop.yaml", DATASET.formatted(name), buckets()))
                .isInstanceOf(InvalidDatasetException.class)
                .hasMessageContaining("shop.yaml");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]",
                "a: !!javax.script.ScriptEngineManager []",
                "!!java.net.URL [http://127.0.0.1/]",
                "dataset: shop\ndataset: shop",
                "--- a\n--- b",
                "\u0000",
                "{",
                ""
            })
    void aDefinitionThatIsMoreOrLessThanOneIsRefused(String yaml) {
        assertThatThrownBy(() -> DatasetFile.parse("shop.yaml", yaml, buckets()))
                .isInstanceOf(InvalidDatasetException.class);
    }

    @Test
    void aDefinitionNestedBeyondReasonIsRefused() {
        assertThatThrownBy(() -> DatasetFile.parse("shop.yaml", "a: " + "[".repeat(5_000), buckets()))
                .isInstanceOf(InvalidDatasetException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{\"Records\":{}}",
                "{\"Records\":[{\"eventSource\":\"aws:sqs\",\"body\":\"{\"}]}",
                "\u0000\u0001",
                "{\"detail-type\":\"x\"}"
            })
    void bytesThatAreNoEventAreAnsweredAndNotThrown(String event) {
        assertThat(TriggerReader.read(event.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Trigger.Unknown.class);
    }

    @Test
    void aLedgerOfAnotherVersionIsRefusedWithTheRemedy() {
        DatasetState now = DatasetState.empty("shop");

        assertThatThrownBy(() -> new DatasetState(
                        2,
                        1,
                        "n",
                        "shop",
                        now.seen(),
                        now.attended(),
                        now.run(),
                        List.of(),
                        now.spend(),
                        now.held(),
                        now.actor(),
                        List.of(),
                        List.of(),
                        now.audit()))
                .hasMessageContaining("format 2")
                .hasMessageContaining("deploy the version that wrote it");
    }

    private static Map<String, String> buckets() {
        return Map.of("raw", "acme-raw", "curated", "acme-curated");
    }
}
