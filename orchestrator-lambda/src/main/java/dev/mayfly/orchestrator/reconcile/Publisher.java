package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogAnswer;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.exchange.OutputVerifier;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.exchange.Shards;
import dev.mayfly.orchestrator.run.Answer;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.TableSummary;
import jakarta.inject.Inject;
import java.util.Optional;

/** Brings every table of a run to its verified generation, by the plan and the manifest that the ledger pins. */
public final class Publisher {
    private final Catalog catalog;
    private final RunExchange exchange;
    private final OutputVerifier verifier;

    @Inject
    public Publisher(Catalog catalog, RunExchange exchange, OutputVerifier verifier) {
        this.catalog = catalog;
        this.exchange = exchange;
        this.verifier = verifier;
    }

    Answer publish(Run run, Optional<Dataset> dataset) {
        Generation generation = run.generation().orElseThrow();
        if (dataset.isEmpty()) {
            return new Answer.PublishPaused(
                    "the definition of dataset %s is not there; it names the database".formatted(run.dataset()));
        }
        byte[] bytes = exchange.read(generation.manifest())
                .orElseThrow(() -> new IllegalStateException(generation.manifest() + " is gone"));
        if (!ContractJson.sha256(bytes).equals(generation.sha256())) {
            return new Answer.PublishRefused(generation.manifest() + " was changed after it was verified");
        }
        RunManifest manifest = ContractJson.read(
                bytes, RunManifest.class, generation.manifest().toString());
        String made = Run.attemptName(generation.runId(), generation.attempt());
        RunPlan plan = verifier.plan(exchange.places(made), manifest.planSha256());
        for (TablePlan table : plan.tables()) {
            CatalogAnswer answer = catalog.publish(publication(dataset.get(), table, manifest, generation));
            if (answer instanceof CatalogAnswer.Refused refused) {
                return new Answer.PublishRefused(refused.why());
            }
            if (answer instanceof CatalogAnswer.Unfinished unfinished) {
                return new Answer.PublishPaused(unfinished.why());
            }
        }
        return new Answer.Published();
    }

    private Publication publication(Dataset dataset, TablePlan table, RunManifest manifest, Generation generation) {
        TableOutput output = manifest.tables().stream()
                .filter(made -> made.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
        TableSummary summary = generation.tables().get(table.name());
        return new Publication(
                dataset.database(),
                table.name(),
                dataset.name(),
                generation.runId(),
                table.columns(),
                table.layout().partitionBy(),
                table.output(),
                summary.rows(),
                summary.bytes(),
                new Shards(exchange).of(output));
    }
}
