package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.orchestrator.artifacts.ManifestReader;
import dev.mayfly.orchestrator.artifacts.OutputVerifier;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.run.ActionResult;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Brings every table of a run to its verified generation, by the plan and the manifest that the ledger pins, or compares them with it,
 * step for step the same.
 */
public final class Publisher {
    private static final int WRITES_TO_A_CURSOR = 20;

    private final Catalog catalog;
    private final RunArtifacts exchange;
    private final OutputVerifier verifier;

    @Inject
    public Publisher(Catalog catalog, RunArtifacts exchange, OutputVerifier verifier) {
        this.catalog = catalog;
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /** Goes on from the run's cursor until all is confirmed, enough was written for the cursor to be saved, or time is up. */
    ActionResult publish(Run run, Optional<Dataset> dataset, BooleanSupplier timeLeft) {
        if (!(run.state() instanceof RunState.Publishing state)) {
            throw new IllegalStateException("run %s is not publishing".formatted(run.id()));
        }
        if (dataset.isEmpty()) {
            return new ActionResult.PublishBlocked(
                    "the definition of dataset %s is not there to read; it names the database"
                            .formatted(run.dataset()));
        }
        try {
            return publish(
                    work(PublishSteps.PublishRequest.of(run.kind(), dataset.get(), state.generation(), timeLeft)),
                    state.cursor(),
                    run.kind());
        } catch (IllegalArgumentException e) {
            return new ActionResult.PublishRefused(e.getMessage());
        }
    }

    /** Goes on from this cursor until all is compared, enough was looked at for the cursor to be saved, or time is up; writes nothing. */
    ActionResult compare(Generation shown, PublishCursor from, Dataset dataset, BooleanSupplier timeLeft) {
        try {
            return compare(work(PublishSteps.PublishRequest.toCompare(dataset, shown, timeLeft)), from);
        } catch (IllegalArgumentException e) {
            return new ActionResult.Differs(e.getMessage(), false);
        }
    }

    private PublishSteps work(PublishSteps.PublishRequest order) {
        Generation generation = order.generation();
        RunManifest manifest = new ManifestReader(exchange).read(generation);
        String made = Run.attemptName(generation.runId(), generation.attempt());
        RunPlan plan = verifier.plan(exchange.paths(made), manifest.planSha256());
        return new PublishSteps(catalog, exchange, order, plan, manifest);
    }

    private static ActionResult publish(PublishSteps work, PublishCursor from, Run.Kind kind) {
        if (from.equals(PublishCursor.START)) {
            Optional<ActionResult> objection = work.precheck().map(Publisher::objection);
            if (objection.isPresent()) {
                return objection.get();
            }
        }
        PublishCursor cursor = from;
        int writes = 0;
        int shards = 0;
        while (!work.over(cursor)) {
            CatalogResult answer = work.step(cursor);
            if (answer instanceof CatalogResult.Unfinished unfinished) {
                return cursor.equals(from)
                        ? new ActionResult.PublishPaused(unfinished.why())
                        : new ActionResult.PublishProgress(cursor);
            }
            if (!(answer instanceof CatalogResult.Confirmed confirmed)) {
                return new ActionResult.PublishRefused(why(answer) + standing(work, cursor, kind));
            }
            writes += confirmed.writes();
            shards += work.weight(cursor);
            cursor = work.next(cursor);
            boolean enough = writes >= WRITES_TO_A_CURSOR || shards >= PublishSteps.SHARDS_TO_A_CURSOR;
            if (!work.over(cursor) && (enough || !work.timeLeft())) {
                return new ActionResult.PublishProgress(cursor);
            }
        }
        return new ActionResult.Published();
    }

    private static ActionResult objection(CatalogResult answer) {
        return answer instanceof CatalogResult.Unfinished
                ? new ActionResult.PublishPaused(why(answer))
                : new ActionResult.PublishRefused(why(answer));
    }

    /** The first difference of each table is told, as far as this look comes. */
    private static ActionResult compare(PublishSteps work, PublishCursor from) {
        if (from.equals(PublishCursor.START)) {
            Optional<CatalogResult> objection = work.precheck();
            if (objection.isPresent()) {
                return notConfirmed(objection.get());
            }
        }
        List<String> differences = new ArrayList<>();
        PublishCursor cursor = from;
        int shards = 0;
        while (!work.over(cursor)) {
            CatalogResult answer = work.step(cursor);
            if (answer instanceof CatalogResult.Differs differs) {
                differences.add(differs.what());
                cursor = cursor.nextTable();
            } else if (answer instanceof CatalogResult.Confirmed) {
                shards += work.weight(cursor);
                cursor = work.next(cursor);
            } else if (differences.isEmpty()) {
                return notConfirmed(answer);
            } else {
                return differ(differences);
            }
            boolean enough = shards >= PublishSteps.SHARDS_TO_A_CURSOR || !work.timeLeft();
            if (!work.over(cursor) && enough) {
                return differences.isEmpty() ? new ActionResult.ComparedUpTo(cursor) : differ(differences);
            }
        }
        return differences.isEmpty() ? new ActionResult.InSync() : differ(differences);
    }

    private static ActionResult differ(List<String> differences) {
        return new ActionResult.Differs(String.join("; ", differences), true);
    }

    private static ActionResult notConfirmed(CatalogResult answer) {
        return answer instanceof CatalogResult.Unfinished
                ? new ActionResult.CompareFailed(why(answer))
                : new ActionResult.Differs(why(answer), false);
    }

    private static String why(CatalogResult answer) {
        if (answer instanceof CatalogResult.Unfinished unfinished) {
            return unfinished.why();
        }
        return answer instanceof CatalogResult.Refused refused ? refused.why() : String.valueOf(answer);
    }

    /** What readers see after a refusal that nobody could foresee. */
    private static String standing(PublishSteps work, PublishCursor cursor, Run.Kind kind) {
        boolean besideAll = kind == Run.Kind.PIN;
        if (besideAll || cursor.equals(PublishCursor.START)) {
            return "";
        }
        List<String> names = work.tables();
        List<String> begun = names.subList(0, cursor.shard() > 0 ? cursor.table() + 1 : cursor.table());
        return "; %s may show this run already, all else what it showed before: put it right and say %s, or rollback to the run that was shown"
                .formatted(begun, kind.retryCommand().word());
    }
}
