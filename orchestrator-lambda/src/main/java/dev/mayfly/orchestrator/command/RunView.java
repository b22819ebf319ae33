package dev.mayfly.orchestrator.command;

import dev.mayfly.contract.RunProgress;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.TableSummary;
import dev.mayfly.orchestrator.run.Transition;
import dev.mayfly.orchestrator.run.Usd;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as people and scripts see it: plain JSON values, money in dollars, times as ISO-8601. */
public final class RunView {
    private final RunArtifacts exchange;
    private final Clock clock;

    @Inject
    public RunView(RunArtifacts exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    /** Where a run stands, in a sentence. */
    static String sentence(Run run) {
        String last = run.history().isEmpty()
                ? ""
                : ": " + run.history().get(run.history().size() - 1).cause();
        return "run %s is %s%s".formatted(run.id(), run.state().name(), last);
    }

    Map<String, Object> of(Run run) {
        Optional<Outcome> outcome = outcome(run);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("runId", run.id());
        view.put("kind", run.kind().name());
        view.put("dataset", run.dataset());
        view.put("state", run.state().name());
        view.put("reason", outcome.flatMap(Outcome::reason).map(RunView::reason).orElse(null));
        Run now = run.accruedAt(clock.instant());
        view.put("attempts", now.attempts().stream().map(RunView::attempt).toList());
        view.put("cost", cost(now));
        view.put("tables", tables(run));
        view.put("progress", progress(run).orElse(null));
        view.put("history", run.history().stream().map(RunView::transition).toList());
        view.put("startedAt", run.startedAt().toString());
        view.put("endedAt", run.state() instanceof RunState.Ended ? last(run).toString() : null);
        return view;
    }

    private static Instant last(Run run) {
        return run.history().isEmpty()
                ? run.startedAt()
                : run.history().get(run.history().size() - 1).at();
    }

    private static Optional<Outcome> outcome(Run run) {
        if (run.state() instanceof RunState.Ended ended) {
            return Optional.of(ended.outcome());
        }
        return run.state() instanceof RunState.Ending ending ? Optional.of(ending.outcome()) : Optional.empty();
    }

    private static Map<String, Object> reason(FailureReason reason) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("code", reason.code().name());
        view.put("message", reason.message());
        view.put("excerpt", reason.excerpt());
        return view;
    }

    private static Map<String, Object> attempt(Attempt attempt) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("attempt", attempt.number());
        view.put("template", attempt.template());
        view.put("clusterId", attempt.clusterId().orElse(null));
        view.put("clusterState", attempt.fate().state());
        view.put("rung", attempt.rung().name());
        view.put("reason", attempt.fate().reason());
        view.put("intentAt", attempt.intentAt().toString());
        view.put("endedAt", attempt.goneAt().map(Instant::toString).orElse(null));
        view.put("predictedUsd", attempt.predicted().map(Usd::amount).orElse(null));
        view.put("reservedUsd", attempt.reserved().amount());
        view.put("accruedUsd", attempt.accrued().amount());
        view.put("actualUsd", attempt.fate().actual().map(Usd::amount).orElse(null));
        return view;
    }

    private static Map<String, Object> cost(Run run) {
        List<Attempt> attempts = run.attempts();
        boolean known =
                attempts.stream().allMatch(attempt -> attempt.fate().actual().isPresent());
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("budgetUsd", run.budget().amount());
        view.put(
                "predictedUsd",
                attempts.stream()
                        .flatMap(attempt -> attempt.predicted().stream())
                        .reduce(Usd::plus)
                        .map(Usd::amount)
                        .orElse(null));
        view.put(
                "worstCaseUsd",
                attempts.stream()
                        .map(Attempt::reserved)
                        .reduce(Usd.ZERO, Usd::plus)
                        .amount());
        view.put(
                "accruedUsd",
                attempts.stream()
                        .map(Attempt::accrued)
                        .reduce(Usd.ZERO, Usd::plus)
                        .amount());
        view.put("actualUsd", known ? run.committed().amount() : null);
        return view;
    }

    private static Map<String, Object> tables(Run run) {
        Map<String, Object> view = new LinkedHashMap<>();
        run.generation().ifPresent(made -> made.tables().forEach((name, summary) -> view.put(name, table(summary))));
        return view;
    }

    private static Map<String, Object> table(TableSummary summary) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("rows", summary.rows());
        view.put("rejected", summary.rejected());
        view.put(
                "duplicates",
                summary.duplicates().isPresent() ? summary.duplicates().getAsLong() : null);
        view.put("partitions", summary.partitions());
        view.put("files", summary.files());
        view.put("bytes", summary.bytes());
        return view;
    }

    private Optional<Map<String, Object>> progress(Run run) {
        if (!(run.state() instanceof RunState.Running)) {
            return Optional.empty();
        }
        return exchange.progress(run.attemptName()).map(RunView::progress);
    }

    private static Map<String, Object> progress(RunProgress progress) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("phase", progress.phase());
        view.put("table", progress.table());
        view.put("stagesDone", progress.stagesDone());
        view.put("tasksDone", progress.tasksDone());
        view.put("tasksTotal", progress.tasksTotal());
        view.put("rowsRead", progress.rowsRead());
        view.put("rowsWritten", progress.rowsWritten());
        view.put("at", progress.at().toString());
        return view;
    }

    private static Map<String, Object> transition(Transition transition) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", transition.at().toString());
        view.put("state", transition.state());
        view.put("cause", transition.cause());
        return view;
    }
}
