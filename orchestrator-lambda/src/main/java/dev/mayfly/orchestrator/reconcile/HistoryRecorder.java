package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.InputCount;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.artifacts.ManifestReader;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.history.GenerationRow;
import dev.mayfly.orchestrator.history.HistoryCatalog;
import dev.mayfly.orchestrator.history.HistoryWriter;
import dev.mayfly.orchestrator.history.RunRow;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.FailureReason;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.Outcome;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Tells readers of an ended run by rows of tables: the run, the generation that it showed, and what its attempts rejected. */
public final class HistoryRecorder {
    private final HistoryWriter shelf;
    private final HistoryCatalog catalog;
    private final RunArtifacts exchange;
    private final OutputVerifier verifier;

    @Inject
    public HistoryRecorder(
            HistoryWriter shelf, HistoryCatalog catalog, RunArtifacts exchange, OutputVerifier verifier) {
        this.shelf = shelf;
        this.catalog = catalog;
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /**
     * Tells of a run that has ended; telling it again changes nothing. Without a definition nobody knows in which database its readers
     * would look: the ledger alone keeps it.
     */
    void keep(Run run, Outcome outcome, Optional<Dataset> dataset) {
        if (dataset.isEmpty()) {
            return;
        }
        String database = dataset.get().database();
        Optional<Generation> shown = run.kind() == Run.Kind.PIN
                ? Optional.empty()
                : run.generation().filter(generation -> outcome.status() == Outcome.Status.SUCCEEDED);
        shown.ifPresent(generation -> shelf.keep(database, rows(run.dataset(), generation)));
        shelf.keep(database, row(run, outcome, shown));
        catalog.show(database);
        run.attempts().stream()
                .flatMap(attempt -> rejected(run, attempt, dataset.get()))
                .forEach(catalog::list);
    }

    /** What this attempt rejected of this table is about to be taken away. */
    void forget(Dataset dataset, TablePlan table, String attempt) {
        catalog.forget(rejects(dataset, table, attempt));
    }

    private List<GenerationRow> rows(String dataset, Generation generation) {
        return new ManifestReader(exchange)
                .find(generation)
                .map(manifest -> manifest.tables().stream()
                        .map(table -> row(dataset, generation, table))
                        .toList())
                .orElse(List.of());
    }

    private static GenerationRow row(String dataset, Generation generation, TableOutput table) {
        return new GenerationRow(
                Run.attemptName(generation.runId(), generation.attempt()),
                generation.runId(),
                dataset,
                table.name(),
                generation.verifiedAt(),
                table.rows(),
                table.rejected(),
                table.partitions(),
                table.bytes(),
                table.inputs().stream().map(InputCount::uri).map(S3Uris::text).toList());
    }

    private Stream<HistoryCatalog.Rejects> rejected(Run run, Attempt attempt, Dataset dataset) {
        String name = Run.attemptName(run.id(), attempt.number());
        return attempt.planSha256().flatMap(sha256 -> verifier.planLeft(name, sha256)).stream()
                .flatMap(plan -> plan.tables().stream())
                .filter(table -> anything(table.rejects()))
                .map(table -> rejects(dataset, table, name));
    }

    private boolean anything(URI place) {
        AtomicBoolean found = new AtomicBoolean();
        exchange.list(place, (name, bytes) -> found.set(true));
        return found.get();
    }

    private static HistoryCatalog.Rejects rejects(Dataset dataset, TablePlan table, String attempt) {
        return new HistoryCatalog.Rejects(dataset.database(), dataset.name(), table.name(), attempt, table.rejects());
    }

    private static RunRow row(Run run, Outcome outcome, Optional<Generation> shown) {
        Optional<FailureReason> reason = outcome.reason();
        return new RunRow(
                run.id(),
                run.dataset(),
                run.kind().name(),
                outcome.status().name(),
                reason.map(why -> why.code().name()).orElse(null),
                reason.map(FailureReason::message).orElse(null),
                run.history().get(0).cause(),
                run.startedAt(),
                run.history().get(run.history().size() - 1).at(),
                run.launches() - run.earlierLaunches(),
                run.attempts().stream()
                        .flatMap(attempt -> attempt.clusterId().stream())
                        .toList(),
                run.committed().amount(),
                run.budget().amount(),
                shown.map(generation -> Run.attemptName(generation.runId(), generation.attempt()))
                        .orElse(null),
                run.jobVersion(),
                run.definitionHash(),
                run.fingerprint());
    }
}
