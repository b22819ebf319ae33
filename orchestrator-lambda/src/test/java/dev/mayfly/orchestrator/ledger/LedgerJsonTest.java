package dev.mayfly.orchestrator.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Usd;
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
}
