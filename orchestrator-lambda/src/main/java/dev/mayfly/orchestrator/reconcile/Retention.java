package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.DatasetState;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what a retired attempt wrote: exactly the places that its pinned plan gave it, and only below the deployment's
 * curated bucket. What the ledger cannot vouch for stays where it is, and is told of in the log.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private final Ledger ledger;
    private final RunArtifacts exchange;
    private final OutputVerifier verifier;
    private final Catalog catalog;
    private final HistoryRecorder history;
    private final Deployment deployment;

    @Inject
    public Retention(
            Ledger ledger,
            RunArtifacts exchange,
            OutputVerifier verifier,
            Catalog catalog,
            HistoryRecorder history,
            Deployment deployment) {
        this.ledger = ledger;
        this.exchange = exchange;
        this.verifier = verifier;
        this.catalog = catalog;
        this.history = history;
        this.deployment = deployment;
    }

    /** Goes on where an earlier look was stopped; answers that it is done, or that it is not and why. */
    ActionResult discard(
            DatasetState head, DatasetState.DeletableOutput what, Optional<Dataset> dataset, BooleanSupplier timeLeft) {
        String attempt = Run.attemptName(what.runId(), what.attempt());
        try {
            Optional<RunPlan> plan = plan(head.dataset(), what);
            if (plan.isEmpty()) {
                LOG.warn("{} stays: the ledger does not say what it was to write", attempt);
                return new ActionResult.Discarded(what);
            }
            dataset.ifPresent(owner -> dropViews(owner, attempt));
            for (TablePlan table : plan.get().tables()) {
                if (stillShown(head, dataset, table, attempt)) {
                    LOG.warn(
                            "{} stays: readers of table {} see it, and the present generation has no such table; drop the table, then remove it",
                            table.output(),
                            table.name());
                    continue;
                }
                dataset.ifPresent(owner -> {
                    catalog.drop(owner.database(), table.name(), attempt, owner.name());
                    history.forget(owner, table, attempt);
                });
                if (!emptied(table.output(), attempt, timeLeft) || !emptied(table.rejects(), attempt, timeLeft)) {
                    return new ActionResult.Ambiguous("there was no time to take away all of " + attempt);
                }
            }
            return new ActionResult.Discarded(what);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be taken away yet", attempt, e);
            return new ActionResult.Ambiguous(String.valueOf(e.getMessage()));
        }
    }

    /** What the attempt was given to do; an attempt without a plan was never launched. */
    private Optional<RunPlan> plan(String dataset, DatasetState.DeletableOutput what) {
        return ledger.run(dataset, what.runId())
                .flatMap(run -> run.attempts().stream()
                        .filter(attempt -> attempt.number() == what.attempt())
                        .findFirst())
                .flatMap(Attempt::planSha256)
                .flatMap(sha256 -> verifier.planLeft(Run.attemptName(what.runId(), what.attempt()), sha256));
    }

    /** Views that readers asked by the generation's name, since it was pinned once. */
    private void dropViews(Dataset owner, String attempt) {
        owner.views().forEach(view -> catalog.drop(owner.database(), view.name(), attempt, owner.name()));
    }

    /** A table that the present generation lacks keeps the locations that it had when it was made last. */
    private boolean stillShown(DatasetState head, Optional<Dataset> dataset, TablePlan table, String attempt) {
        boolean replaced = head.published().stream()
                .findFirst()
                .map(present -> present.tables().containsKey(table.name()))
                .orElse(false);
        return !replaced
                && dataset.map(owner -> catalog.references(owner.database(), table.name(), attempt, table.output()))
                        .orElse(true);
    }

    private boolean emptied(URI place, String attempt, BooleanSupplier timeLeft) {
        if (!S3Uris.bucket(place).equals(deployment.curatedBucket())
                || !S3Uris.key(place).endsWith("/" + attempt + "/")) {
            LOG.warn("{} stays: it is no place of attempt {} in {}", place, attempt, deployment.curatedBucket());
            return true;
        }
        return exchange.remove(place, timeLeft);
    }
}
