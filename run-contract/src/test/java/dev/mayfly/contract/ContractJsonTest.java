package dev.mayfly.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContractJsonTest {
    private static final String BASE = "s3://acme-curated/retailrocket/events/20261123T120000Z-0a1b2c3d-a1/";

    @Test
    void writesThePlanAsTheGoldenFileHasIt() {
        assertThat(new String(ContractJson.bytes(plan()), UTF_8)).isEqualTo(golden(GoldenFiles.PLAN));
    }

    @Test
    void readsThePlanBack() {
        assertThat(ContractJson.read(GoldenFiles.bytes(GoldenFiles.PLAN), RunPlan.class, "plan"))
                .isEqualTo(plan());
    }

    @Test
    void writesTheManifestAsTheGoldenFileHasIt() {
        assertThat(new String(ContractJson.bytes(manifest()), UTF_8)).isEqualTo(golden(GoldenFiles.MANIFEST));
    }

    @Test
    void readsTheManifestBack() {
        assertThat(ContractJson.read(GoldenFiles.bytes(GoldenFiles.MANIFEST), RunManifest.class, "manifest"))
                .isEqualTo(manifest());
    }

    @Test
    void writesAShardLineAsTheGoldenFileHasIt() {
        assertThat(new String(ContractJson.bytes(partition()), UTF_8)).isEqualTo(golden(GoldenFiles.SHARD));
    }

    @Test
    void writesAPlanWithRulesAndDerivedPartitionsAsTheGoldenFileHasIt() {
        assertThat(new String(ContractJson.bytes(ruled()), UTF_8)).isEqualTo(golden(GoldenFiles.RULED_PLAN));
        assertThat(ContractJson.read(GoldenFiles.bytes(GoldenFiles.RULED_PLAN), RunPlan.class, "plan"))
                .isEqualTo(ruled());
    }

    @Test
    void countsRepairsByColumn() {
        InputCount input = new InputCount(
                URI.create("s3://acme-raw/events.csv"), 90, 6, 1, 0, 5, 0, 2, Map.of("itemid", 2L, "visitorid", 1L));
        String json = new String(ContractJson.bytes(input), UTF_8);
        assertThat(json).endsWith("\"repaired\":2,\"repairs\":{\"itemid\":2,\"visitorid\":1}}");
        assertThat(ContractJson.read(json.getBytes(UTF_8), InputCount.class, "a count"))
                .isEqualTo(input);
        assertThatThrownBy(() -> new InputCount(input.uri(), 90, 6, 1, 0, 5, 0, 2, Map.of("itemid", 1L)))
                .hasMessageContaining("has 2 repaired rows of 5 accepted ones");
    }

    @Test
    void refusesAPlanOfAnotherVersion() {
        byte[] other = golden(GoldenFiles.PLAN)
                .replace("{\"version\":1", "{\"version\":2")
                .getBytes(UTF_8);
        assertThatThrownBy(() -> ContractJson.read(other, RunPlan.class, "s3://state/plans/x.json"))
                .hasMessageContaining("s3://state/plans/x.json is no RunPlan")
                .hasMessageContaining("version 2; this job reads version 1");
    }

    @Test
    void refusesAKeyThatItDoesNotKnow() {
        byte[] other = golden(GoldenFiles.PLAN)
                .replace("\"attempt\":1", "\"attempt\":1,\"mood\":\"good\"")
                .getBytes(UTF_8);
        assertThatThrownBy(() -> ContractJson.read(other, RunPlan.class, "the plan"))
                .hasMessageContaining("\"mood\"");
    }

    @Test
    void refusesAMissingNumber() {
        byte[] other = golden(GoldenFiles.PLAN).replace("\"attempt\":1,", "").getBytes(UTF_8);
        assertThatThrownBy(() -> ContractJson.read(other, RunPlan.class, "the plan"))
                .hasMessageContaining("attempt");
    }

    @Test
    void refusesLinesThatAreNotAccountedFor() {
        assertThatThrownBy(() -> new InputCount(URI.create("s3://acme-raw/events.csv"), 10, 7, 1, 0, 5, 0))
                .hasMessage(
                        "s3://acme-raw/events.csv has 7 lines, but 1 headers + 0 blank + 5 accepted + 0 rejected make 6");
    }

    @Test
    void namesTheTypesThatWouldDo() {
        assertThatThrownBy(() -> ColumnType.of("long"))
                .hasMessage(
                        "'long' is no column type; one of bigint, int, double, decimal(p,s), string, boolean, date, timestamp, timestamp(3) would be right");
        assertThat(ColumnType.of("decimal(10,2)")).hasToString("decimal(10,2)");
        assertThatThrownBy(() -> ColumnType.of("decimal(2,10)"))
                .hasMessageContaining("decimal(2,10) is no column type");
    }

    private static String golden(String name) {
        return new String(GoldenFiles.bytes(name), UTF_8);
    }

    private static RunPlan plan() {
        TablePlan events = new TablePlan(
                "events",
                List.of(new InputFile(
                        URI.create("s3://acme-raw/retailrocket/events.csv"),
                        "9b2cf535f27731c974343645a3985328",
                        124_657)),
                List.of(
                        new Column("timestamp", ColumnType.of("bigint"), false, "epoch milliseconds"),
                        new Column("event", ColumnType.of("string"), false, ""),
                        new Column("transactionid", ColumnType.of("bigint"), true, "")),
                new TableLayout(List.of("event"), List.of("timestamp"), 134_217_728, 10_000),
                URI.create(BASE),
                URI.create("s3://acme-curated/retailrocket/_rejects/events/20261123T120000Z-0a1b2c3d-a1/"),
                0.001,
                true);
        return new RunPlan(
                RunPlan.VERSION,
                "20261123T120000Z-0a1b2c3d",
                1,
                "retailrocket",
                List.of(events),
                URI.create("s3://acme-state/claims/20261123T120000Z-0a1b2c3d-a1.json"),
                URI.create("s3://acme-state/manifests/20261123T120000Z-0a1b2c3d-a1.json"),
                URI.create("s3://acme-state/manifests/20261123T120000Z-0a1b2c3d-a1.failure.json"),
                URI.create("s3://acme-state/progress/20261123T120000Z-0a1b2c3d-a1.json"),
                Instant.parse("2026-11-23T13:05:00Z"));
    }

    private static RunPlan ruled() {
        RunPlan plain = plan();
        TablePlan events = plain.tables().get(0);
        List<Column> columns = List.of(
                new Column(
                        "timestamp",
                        ColumnType.of("bigint"),
                        false,
                        "epoch milliseconds",
                        List.of(new ColumnRule.AtLeast("1000000000000"), new ColumnRule.AtMost("9999999999999"))),
                new Column(
                        "event",
                        ColumnType.of("string"),
                        false,
                        "",
                        List.of(new ColumnRule.OneOf(List.of("view", "transaction")))),
                new Column("itemid", ColumnType.of("bigint"), false, "", List.of(new ColumnRule.IntegralDecimals())),
                new Column(
                        "transactionid",
                        ColumnType.of("bigint"),
                        true,
                        "",
                        List.of(new ColumnRule.PresentWhen("event", List.of("transaction")))));
        TableLayout layout = new TableLayout(
                List.of("timestamp_day", "event_group", "itemid_bucket"),
                List.of("itemid"),
                134_217_728,
                10_000,
                List.of(
                        new DerivedColumn.Day("timestamp_day", "timestamp"),
                        new DerivedColumn.Group("event_group", "event", 10),
                        new DerivedColumn.Bucket("itemid_bucket", "itemid", 16)));
        TablePlan table = new TablePlan(
                "events",
                events.inputs(),
                columns,
                layout,
                events.output(),
                events.rejects(),
                0.001,
                true,
                Set.of(TablePlan.ReadOption.MULTILINE));
        return new RunPlan(
                RunPlan.VERSION,
                plain.runId(),
                1,
                plain.dataset(),
                List.of(table),
                plain.claim(),
                plain.manifest(),
                plain.failure(),
                plain.progress(),
                plain.deadline());
    }

    private static RunManifest manifest() {
        TableOutput events = new TableOutput(
                "events",
                3_541,
                1,
                OptionalLong.of(17),
                1,
                40_960,
                List.of(new InputCount(
                        URI.create("s3://acme-raw/retailrocket/events.csv"), 124_657, 3_544, 1, 1, 3_541, 1)),
                List.of("colour"),
                List.of(new OutputFile("part-00000.zstd.parquet", 2_048, 1)),
                List.of(new ManifestPart(
                        URI.create("s3://acme-state/manifests/20261123T120000Z-0a1b2c3d-a1/events-00000.ndjson"),
                        ContractJson.sha256("a shard"),
                        1)));
        return new RunManifest(
                RunManifest.VERSION,
                "20261123T120000Z-0a1b2c3d",
                1,
                "j-2AXXXXXXGAPLF",
                ContractJson.sha256("a plan"),
                List.of(
                        events,
                        new TableOutput(
                                "category_tree",
                                0,
                                0,
                                OptionalLong.empty(),
                                0,
                                0,
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of())),
                new EngineInfo("spark", "3.5.6", "0.1.0", "magic", Map.of("compression", "zstd")),
                Map.of("read", 1.5, "write", 2.25));
    }

    private static PartitionOutput partition() {
        return new PartitionOutput(
                "events",
                List.of("view"),
                URI.create(BASE + "event=view/"),
                3_541,
                List.of(new OutputFile("part-00000.zstd.parquet", 40_960, 3_541)));
    }
}
