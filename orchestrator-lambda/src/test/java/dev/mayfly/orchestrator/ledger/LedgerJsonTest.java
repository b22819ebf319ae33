package dev.mayfly.orchestrator.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.DriftCheck;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.TableSummary;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerJsonTest {
    @Test
    void readsAnAttemptThatWasWrittenBeforePredictionsWereKept() {
        String before = """
                {"number": 1, "clusterName": "mayfly/test/shop/r/a1", "template": "small", "rung": "AS_ASKED",
                 "planSha256": null, "intentAt": "2026-01-01T00:00:00Z", "launchDeadline": "2026-01-01T00:20:00Z",
                 "absoluteDeadline": "2026-01-01T01:05:00Z", "ratePerHour": "0.5000", "reserved": "0.6700",
                 "fate": {"clusterId": "j-1", "state": "RUNNING", "reason": "", "subnet": null,
                          "deadlineScheduled": true, "goneAt": null, "actual": null}}
                """;
        Attempt attempt = LedgerJson.read(before.getBytes(UTF_8), Attempt.class, "an old head");
        assertThat(attempt.predicted()).isEmpty();
        assertThat(attempt.accrued()).isEqualTo(Usd.ZERO);
    }

    @Test
    void readsAHeadThatWasWrittenBeforeThereWereAudits() throws IOException {
        ObjectNode head = (ObjectNode) new ObjectMapper().readTree(LedgerJson.bytes(DatasetState.empty("shop")));
        assertThat(head.remove("audit")).isNotNull();
        assertThat(LedgerJson.head(head.toString().getBytes(UTF_8), "an old head")
                        .audit())
                .isEqualTo(DriftCheck.NEVER_YET);
    }

    @Test
    void readsAHoldThatWasWrittenBeforeRollbacksHadAKindOfTheirOwn() {
        String before = "{\"by\": \"ada\", \"why\": \"the export is wrong\", \"since\": \"2026-01-01T00:00:00Z\"}";

        assertThat(LedgerJson.read(before.getBytes(UTF_8), DatasetState.Held.class, "an old head"))
                .isEqualTo(new DatasetState.Held(
                        "ada",
                        "the export is wrong",
                        Instant.parse("2026-01-01T00:00:00Z"),
                        DatasetState.Held.Kind.HOLD,
                        Optional.empty()));
    }

    /** A head of the release before there were audits, as it was written. */
    @Test
    void readsAHeadOfAnOlderVersion() throws IOException {
        DatasetState head = LedgerJson.head(golden("head-before-audits.json"), "an old head");

        assertThat(head.published())
                .singleElement()
                .satisfies(generation -> assertThat(generation.tables()).containsOnlyKeys("events"));
        assertThat(head.pinned()).containsExactly("20261123T120300Z-6c729b75");
        assertThat(head.audit()).isEqualTo(DriftCheck.NEVER_YET);
        assertThat(LedgerJson.head(LedgerJson.bytes(head), "the same head")).isEqualTo(head);
    }

    @Test
    void writesAHeadAsThisVersionDoes() throws IOException {
        byte[] golden = golden("head.json");

        assertThat(new ObjectMapper().readTree(LedgerJson.bytes(LedgerJson.head(golden, "a head"))))
                .isEqualTo(new ObjectMapper().readTree(golden));
    }

    /** As one of this version is to a version without audits. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/published/0", "/audit", "/spend"})
    void refusesAHeadOfANewerVersionByWhatItDoesNotKnow(String where) throws IOException {
        ObjectNode head = (ObjectNode) new ObjectMapper().readTree(golden("head.json"));
        ((ObjectNode) head.at(where)).putObject("novelty").put("of", "a later version");

        assertThatThrownBy(() -> LedgerJson.head(head.toString().getBytes(UTF_8), "s3://state/ledger/shop/head.json"))
                .hasMessage("s3://state/ledger/shop/head.json says 'novelty', which this version does not know,"
                        + " so a later one wrote it: deploy that one, or a later one; nothing was changed");
    }

    @Test
    void refusesAHeadOfAnotherFormatByItsNumber() throws IOException {
        ObjectNode head = (ObjectNode) new ObjectMapper().readTree(golden("head.json"));
        head.put("format", 2);

        assertThatThrownBy(() -> LedgerJson.head(head.toString().getBytes(UTF_8), "a head"))
                .hasMessageContaining("has format 2; this version reads 1: deploy the version that wrote it");
    }

    /** The most tables that a definition may have, at their longest, in all generations that are kept. */
    @Test
    void holdsEveryGenerationOfTheMostTables() throws IOException {
        DatasetState head = LedgerJson.head(golden("head.json"), "a head");
        DatasetState full = with(head, generations(head.published().get(0), 22, 45));

        assertThat(LedgerJson.bytes(full)).hasSizeBetween(190_000, 256 * 1024);
    }

    /** What is there is read whatever its size, so that nobody is locked out of what another limit let in. */
    @Test
    void writesNoHeadAboveItsLimitAndReadsOneAllTheSame() throws IOException {
        DatasetState head = LedgerJson.head(golden("head.json"), "a head");
        DatasetState large = with(head, generations(head.published().get(0), 22, 80));

        assertThatThrownBy(() -> LedgerJson.bytes(large))
                .hasMessageMatching("a ledger document of \\d+ bytes is over the limit of 262144");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(golden("head.json"));
        byte[] spaced = (json + " ".repeat(300_000)).getBytes(UTF_8);
        assertThat(LedgerJson.head(spaced, "a head")).isEqualTo(head);
    }

    private static List<Generation> generations(Generation like, int count, int tables) {
        TableSummary longest = new TableSummary(
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                OptionalLong.of(Long.MAX_VALUE),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE);
        Map<String, TableSummary> all = IntStream.range(0, tables)
                .boxed()
                .collect(Collectors.toMap("events_%03d"::formatted, table -> longest));
        return IntStream.range(0, count)
                .mapToObj(i -> new Generation(
                        like.runId(), like.attempt(), like.manifest(), like.sha256(), like.verifiedAt(), all))
                .toList();
    }

    private static DatasetState with(DatasetState head, List<Generation> published) {
        return new DatasetState(
                head.format(),
                head.version(),
                head.nonce(),
                head.dataset(),
                head.seen(),
                head.attended(),
                head.run(),
                published,
                head.spend(),
                head.held(),
                head.actor(),
                head.retired(),
                head.pinned(),
                head.audit());
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = LedgerJsonTest.class.getResourceAsStream("/ledger/" + name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void keepsWhatAnAuditCameTo() {
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        DriftCheck audit = new DriftCheck(
                Optional.of(then.plusSeconds(60)),
                new PublishCursor(1, 2),
                Optional.of("ada said audit: a query fails"),
                Optional.of(new DriftCheck.Last(then, DriftCheck.Result.REFUSED, "shop.events is somebody's")));
        assertThat(LedgerJson.read(LedgerJson.bytes(audit), DriftCheck.class, "a head"))
                .isEqualTo(audit);
    }
}
