package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetView;
import dev.mayfly.orchestrator.exchange.OutputVerifier;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.ledger.Ledger;
import dev.mayfly.orchestrator.run.Answer;
import dev.mayfly.orchestrator.run.Attempt;
import dev.mayfly.orchestrator.run.Head;
import dev.mayfly.orchestrator.run.Run;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what a retired attempt wrote: exactly the places that its pinned plan gave it, and only below the deployment's
 * curated bucket. What the ledger cannot vouch for stays where it is, and is told of in the log.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private final Ledger ledger;
    private final RunExchange exchange;
    private final OutputVerifier verifier;
    private final Catalog catalog;
    private final HistoryKeeper history;
    private final Deployment deployment;

    @Inject
    public Retention(
            Ledger ledger,
            RunExchange exchange,
            OutputVerifier verifier,
            Catalog catalog,
            HistoryKeeper history,
            Deployment deployment) {
        this.ledger = ledger;
        this.exchange = exchange;
        this.verifier = verifier;
        this.catalog = catalog;
        this.history = history;
        this.deployment = deployment;
    }

    /** Goes on where an earlier look was stopped; answers that it is done, or that it is not and why. */
    Answer discard(String name, Head.Retired what, Optional<Dataset> dataset, BooleanSupplier timeLeft) {
        String attempt = Run.attemptName(what.runId(), what.attempt());
        try {
            Optional<RunPlan> plan = plan(name, what);
            if (plan.isEmpty()) {
                LOG.warn("{} stays: the ledger does not say what it was to write", attempt);
                return new Answer.Discarded(what);
            }
            dataset.ifPresent(owner -> dropNamed(owner, plan.get(), attempt));
            for (TablePlan table : plan.get().tables()) {
                dataset.ifPresent(owner -> history.forget(owner, table, attempt));
                if (!emptied(table.output(), attempt, timeLeft) || !emptied(table.rejects(), attempt, timeLeft)) {
                    return new Answer.Ambiguous("there was no time to take away all of " + attempt);
                }
            }
            return new Answer.Discarded(what);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be taken away yet", attempt, e);
            return new Answer.Ambiguous(String.valueOf(e.getMessage()));
        }
    }

    /** What the attempt was given to do; an attempt without a plan was never launched. */
    private Optional<RunPlan> plan(String dataset, Head.Retired what) {
        return ledger.run(dataset, what.runId())
                .flatMap(run -> run.attempts().stream()
                        .filter(attempt -> attempt.number() == what.attempt())
                        .findFirst())
                .flatMap(Attempt::planSha256)
                .flatMap(sha256 -> verifier.planLeft(Run.attemptName(what.runId(), what.attempt()), sha256));
    }

    /** What readers asked by the generation's name, since it is atomic or was pinned once. */
    private void dropNamed(Dataset owner, RunPlan plan, String attempt) {
        Stream.concat(
                        owner.views().stream().map(DatasetView::name),
                        plan.tables().stream().map(TablePlan::name))
                .forEach(name -> catalog.drop(owner.database(), name, attempt, owner.name()));
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
