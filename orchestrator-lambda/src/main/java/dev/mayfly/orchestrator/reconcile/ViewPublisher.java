package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.orchestrator.catalog.CatalogAnswer;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.Answer;
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

    Answer publish(Run run, Optional<Dataset> defined, BooleanSupplier timeLeft) {
        Optional<Dataset> shows = run.kind() == Run.Kind.PIN
                ? defined.map(owner -> PinnedViews.of(owner, run.generation().orElseThrow()))
                : defined;
        return publish(run, defined, shows, timeLeft);
    }

    /** Compares the tables with this generation and the views with the definition, by reading alone; never fails. */
    Answer compare(Generation shown, PublishCursor from, Dataset dataset, BooleanSupplier timeLeft) {
        try {
            Answer tables = publisher.compare(shown, from, dataset, timeLeft);
            return tables instanceof Answer.Alike ? compared(views.compare(dataset)) : tables;
        } catch (RuntimeException e) {
            LOG.warn("dataset {} could not be compared with run {}", dataset.name(), shown.runId(), e);
            return new Answer.NotCompared(String.valueOf(e.getMessage()));
        }
    }

    private static Answer compared(CatalogAnswer shown) {
        if (shown instanceof CatalogAnswer.Differs differs) {
            return new Answer.Differs(differs.what(), true);
        }
        if (shown instanceof CatalogAnswer.Refused refused) {
            return new Answer.Differs(refused.why(), false);
        }
        return shown instanceof CatalogAnswer.Unfinished unfinished
                ? new Answer.NotCompared(unfinished.why())
                : new Answer.Alike();
    }

    private Answer publish(Run run, Optional<Dataset> dataset, Optional<Dataset> shows, BooleanSupplier timeLeft) {
        boolean first = run.state() instanceof RunState.Publishing state
                && state.cursor().equals(PublishCursor.START);
        Optional<String> refusal = first ? shows.flatMap(views::refusal) : Optional.empty();
        if (refusal.isPresent()) {
            return new Answer.PublishRefused(refusal.get());
        }
        Answer tables = publisher.publish(run, dataset, timeLeft);
        if (!(tables instanceof Answer.Published) || shows.isEmpty()) {
            return tables;
        }
        CatalogAnswer shown = views.show(shows.get());
        if (shown instanceof CatalogAnswer.Unfinished unfinished) {
            return new Answer.PublishPaused(unfinished.why());
        }
        if (shown instanceof CatalogAnswer.Refused refused) {
            // The tables are whole and verified by now: what somebody made meanwhile in a view's place is no reason to
            // fail them.
            LOG.warn("run {}: {}", run.id(), refused.why());
        }
        return tables;
    }
}
