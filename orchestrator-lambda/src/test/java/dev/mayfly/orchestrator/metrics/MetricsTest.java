package dev.mayfly.orchestrator.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayfly.orchestrator.ledger.InMemoryLedger;
import dev.mayfly.orchestrator.notice.Notifier;
import dev.mayfly.orchestrator.notice.UndeliverableException;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.AttemptStatus;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.FallbackLevel;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.Usd;
import dev.mayfly.orchestrator.signal.EventPublisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the alarms watch comes out of the log, in the format that CloudWatch reads. */
class MetricsTest {
    private static final Instant DEADLINE = Instant.parse("2026-11-23T12:00:00Z");
    private final List<String> log = new ArrayList<>();

    @Test
    void aFailedRunIsCountedWithItsCostAndCanBeFoundByItsId() throws Exception {
        List<String> told = new ArrayList<>();
        Run failed = run(new RunState.Ended(
                Outcome.failed(FailureReason.fatal(FailureReason.Code.STEP_FAILED, "the step failed"))));

        new InstrumentedNotifier(telling(told), metrics(DEADLINE)).announce(failed);

        JsonNode line = line();
        assertThat(line.path("RunFailed").asInt()).isEqualTo(1);
        assertThat(line.path("RunUsd").asDouble()).isEqualTo(0.5);
        assertThat(line.path("runId").asText()).isEqualTo("r");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("Mayfly");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Dimensions").toString()).isEqualTo("[[\"Deployment\"]]");
        assertThat(line.at("/_aws/CloudWatchMetrics/0/Metrics").toString())
                .isEqualTo("[{\"Name\":\"RunFailed\"},{\"Name\":\"RunUsd\"}]");
        assertThat(told).containsExactly("r");
    }

    @Test
    void whatNobodyTakesIsCountedAndStillRefused() throws Exception {
        Run over = run(new RunState.Ended(Outcome.SUCCEEDED));
        EventPublisher refused = new EventPublisher() {
            @Override
            public void published(Run run) {
                throw new UndeliverableException("the bus does not take it");
            }

            @Override
            public void look(List<String> datasets) {
                throw new AssertionError("nothing is looked at here");
            }
        };

        assertThatThrownBy(() -> new InstrumentedEventPublisher(refused, metrics(DEADLINE)).published(over))
                .hasMessage("the bus does not take it");
        assertThat(line().path("NoticeRefused").asInt()).isEqualTo(1);
        assertThat(line().path("runId").asText()).isEqualTo("r");
        log.clear();

        Notifier gone = telling(new ArrayList<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public boolean add(String run) {
                throw new UndeliverableException("the topic is gone");
            }
        });
        assertThatThrownBy(() -> new InstrumentedNotifier(gone, metrics(DEADLINE)).announce(over))
                .hasMessage("the topic is gone");
        assertThat(log).last().asString().contains("\"NoticeRefused\":1");
    }

    @Test
    void aRepairIsCountedForItselfSinceItPublishesNothingNew() throws Exception {
        Run over = run(new RunState.Ended(Outcome.SUCCEEDED));
        Run repair = new Run(
                over.id(),
                Run.Kind.REPAIR,
                over.dataset(),
                over.fingerprint(),
                over.definitionHash(),
                over.jobVersion(),
                over.state(),
                List.of(),
                over.budget(),
                0,
                over.startedAt(),
                over.generation(),
                over.history());

        new InstrumentedNotifier(telling(new ArrayList<>()), metrics(DEADLINE)).announce(repair);

        assertThat(line().at("/_aws/CloudWatchMetrics/0/Metrics").toString())
                .isEqualTo("[{\"Name\":\"CatalogRepaired\"},{\"Name\":\"RunUsd\"}]");
    }

    @Test
    void aClusterThatOutlivesItsDeadlineIsMeasuredAtEveryLook() throws Exception {
        Instant now = DEADLINE.plus(Duration.ofMinutes(11));
        InMemoryLedger ledger = new InMemoryLedger();
        ledger.swap(
                Optional.empty(), DatasetState.empty("shop").stamped("n").withRun(run(new RunState.Running(DEADLINE))));

        new InstrumentedLedger(ledger, metrics(now), Clock.fixed(now, ZoneOffset.UTC), Usd.of("2")).read("shop");

        JsonNode line = line();
        assertThat(line.path("SecondsPastDeadline").asInt()).isEqualTo(660);
        assertThat(line.path("PublishingSeconds").asInt()).isZero();
        assertThat(line.path("DaySpendPercent").asDouble()).isEqualTo(25);
    }

    @Test
    void aDatasetWithNothingInHandSaysNothing() {
        InMemoryLedger ledger = new InMemoryLedger();
        ledger.swap(Optional.empty(), DatasetState.empty("shop").stamped("n"));

        new InstrumentedLedger(ledger, metrics(DEADLINE), Clock.fixed(DEADLINE, ZoneOffset.UTC), Usd.of("2"))
                .read("shop");

        assertThat(log).isEmpty();
    }

    private JsonNode line() throws Exception {
        assertThat(log).hasSize(1);
        return new ObjectMapper().readTree(log.get(0));
    }

    private Metrics metrics(Instant now) {
        return new Metrics(Clock.fixed(now, ZoneOffset.UTC), "mayfly", log::add);
    }

    private static Notifier telling(List<String> told) {
        return new Notifier() {
            @Override
            public void announce(Run run) {
                told.add(run.id());
            }

            @Override
            public void orphanTerminated(String clusterId, String clusterName, String why) {
                told.add(clusterId);
            }
        };
    }

    private static Run run(RunState state) {
        AttemptStatus fate = new AttemptStatus(
                Optional.of("j-1"), "RUNNING", "", Optional.empty(), true, Optional.empty(), Optional.empty());
        Attempt attempt = new Attempt(
                1,
                "mayfly/mayfly/shop/r/a1",
                "single",
                FallbackLevel.AS_ASKED,
                Optional.empty(),
                DEADLINE.minusSeconds(3600),
                DEADLINE.minusSeconds(1800),
                DEADLINE,
                Usd.of("0.3"),
                Usd.of("0.5"),
                fate,
                Optional.empty(),
                Usd.ZERO);
        return new Run(
                "r",
                Run.Kind.TRANSFORM,
                "shop",
                "f",
                "d",
                "v",
                state,
                List.of(attempt),
                Usd.of("1"),
                0,
                DEADLINE.minusSeconds(3600),
                Optional.empty(),
                List.of());
    }
}
