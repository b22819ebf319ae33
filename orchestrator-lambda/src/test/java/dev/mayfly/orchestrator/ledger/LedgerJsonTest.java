package dev.mayfly.orchestrator.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Audit;
import dev.mayfly.orchestrator.run.Head;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Usd;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
        ObjectNode head = (ObjectNode) new ObjectMapper().readTree(LedgerJson.bytes(Head.empty("shop")));
        assertThat(head.remove("audit")).isNotNull();
        assertThat(LedgerJson.head(head.toString().getBytes(UTF_8), "an old head")
                        .audit())
                .isEqualTo(Audit.NEVER_YET);
    }

    @Test
    void keepsWhatAnAuditCameTo() {
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        Audit audit = new Audit(
                Optional.of(then.plusSeconds(60)),
                new PublishCursor(1, 2),
                Optional.of("ada said audit: a query fails"),
                Optional.of(new Audit.Last(then, Audit.Result.REFUSED, "shop.events is somebody's")));
        assertThat(LedgerJson.read(LedgerJson.bytes(audit), Audit.class, "a head"))
                .isEqualTo(audit);
    }
}
