package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.artifacts.InputSnapshots;
import dev.mayfly.orchestrator.artifacts.ManifestReader;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.inputs.Inputs;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.InputSnapshot;
import dev.mayfly.orchestrator.run.Observation;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at what a dataset without a run in hand calls for: its inputs, what a cluster would cost, what a guard holds back. */
public final class IdleObserver {
    private final InputObserver inputs;
    private final Pricing pricing;
    private final RunArtifacts exchange;
    private final Ledger ledger;

    @Inject
    public IdleObserver(InputObserver inputs, Pricing pricing, RunArtifacts exchange, Ledger ledger) {
        this.inputs = inputs;
        this.pricing = pricing;
        this.exchange = exchange;
        this.ledger = ledger;
    }

    Inputs inputs(Dataset dataset, Instant until) {
        return inputs.inputs(dataset, until);
    }

    Observation observe(DatasetState head, Dataset dataset, Inputs found, Observation base) {
        InputSnapshot sight = inputs.sight(dataset, found, vanished(head, dataset, found));
        Observation seen = base.inputs(sight).offers(pricing.offers(dataset, sight.bytes()));
        return base.ask().isPresent() ? seen.heldBack(heldBack(head)) : seen;
    }

    private Optional<Generation> heldBack(DatasetState head) {
        return head.attended()
                .flatMap(attended -> ledger.run(head.dataset(), attended.runId()))
                .flatMap(Run::generation);
    }

    /** What the present tables were made of and is not there any more; asked only when something changed. */
    private List<String> vanished(DatasetState head, Dataset dataset, Inputs found) {
        boolean changed = head.attended()
                .map(attended -> !attended.fingerprint().equals(found.fingerprint()))
                .orElse(true);
        if (dataset.publishesRemovals() || head.published().isEmpty() || !changed) {
            return List.of();
        }
        Set<URI> there = new HashSet<>();
        found.files().stream().map(InputFile::uri).forEach(there::add);
        return new ManifestReader(exchange)
                .find(head.published().get(0))
                .map(made -> made.tables().stream()
                        .flatMap(table -> table.inputs().stream())
                        .map(input -> InputSnapshots.original(input.uri(), dataset.source()))
                        .filter(uri -> !there.contains(uri))
                        .map(S3Uris::text)
                        .sorted()
                        .toList())
                .orElse(List.of());
    }
}
