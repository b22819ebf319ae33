package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.view.ViewCatalog;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a dataset's views up to date once its tables are. A view that may not be written is told of before the first
 * table changes, so that readers are not left with half of a refused run.
 */
public final class ViewPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(ViewPublisher.class);
    private final Publisher publisher;
    private final ViewCatalog views;

    @Inject
    public ViewPublisher(Publisher publisher, ViewCatalog views) {
        this.publisher = publisher;
        this.views = views;
    }

    ActionResult publish(Run run, Optional<Dataset> defined, BooleanSupplier timeLeft) {
        Optional<Dataset> shows = run.kind() == Run.Kind.PIN
                ? defined.map(owner -> PinnedViews.of(owner, run.generation().orElseThrow()))
                : defined;
        return publish(run, defined, shows, timeLeft);
    }

    /** Compares the tables with this generation and the views with the definition, by reading alone; never fails. */
    ActionResult compare(Generation shown, PublishCursor from, Dataset dataset, BooleanSupplier timeLeft) {
        try {
            ActionResult tables = publisher.compare(shown, from, dataset, timeLeft);
            return tables instanceof ActionResult.InSync ? compared(views.compare(dataset)) : tables;
        } catch (RuntimeException e) {
            LOG.warn("dataset {} could not be compared with run {}", dataset.name(), shown.runId(), e);
            return new ActionResult.CompareFailed(String.valueOf(e.getMessage()));
        }
    }

    private static ActionResult compared(CatalogResult shown) {
        if (shown instanceof CatalogResult.Differs differs) {
            return new ActionResult.Differs(differs.what(), true);
        }
        if (shown instanceof CatalogResult.Refused refused) {
            return new ActionResult.Differs(refused.why(), false);
        }
        return shown instanceof CatalogResult.Unfinished unfinished
                ? new ActionResult.CompareFailed(unfinished.why())
                : new ActionResult.InSync();
    }

    private ActionResult publish(
            Run run, Optional<Dataset> dataset, Optional<Dataset> shows, BooleanSupplier timeLeft) {
        boolean first = run.state() instanceof RunState.Publishing state
                && state.cursor().equals(PublishCursor.START);
        Optional<String> refusal = first ? shows.flatMap(views::refusal) : Optional.empty();
        if (refusal.isPresent()) {
            return new ActionResult.PublishRefused(refusal.get());
        }
        ActionResult tables = publisher.publish(run, dataset, timeLeft);
        if (!(tables instanceof ActionResult.Published) || shows.isEmpty()) {
            return tables;
        }
        CatalogResult shown = views.show(shows.get());
        if (shown instanceof CatalogResult.Unfinished unfinished) {
            return new ActionResult.PublishPaused(unfinished.why());
        }
        if (shown instanceof CatalogResult.Refused refused) {
            // The tables are whole and verified by now: what somebody made meanwhile in a view's place is no reason to
            // fail them.
            LOG.warn("run {}: {}", run.id(), refused.why());
        }
        return tables;
    }
}
