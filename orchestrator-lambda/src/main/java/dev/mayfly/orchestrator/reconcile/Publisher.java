package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.ContractJson;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.Shard;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogAnswer;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.SweepShare;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.exchange.OutputVerifier;
import dev.mayfly.orchestrator.exchange.RunExchange;
import dev.mayfly.orchestrator.exchange.Shards;
import dev.mayfly.orchestrator.run.Answer;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.RunState;
import dev.mayfly.orchestrator.run.TableSummary;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Brings every table of a run to its verified generation, by the plan and the manifest that the ledger pins. */
public final class Publisher {
    private static final int WRITES_TO_A_CURSOR = 20;
    /** Looking costs time as well: a cursor that waited for writes alone would be lost with an invocation that finds nothing to write. */
    private static final int SHARDS_TO_A_CURSOR = 5;

    private final Catalog catalog;
    private final RunExchange exchange;
    private final OutputVerifier verifier;

    @Inject
    public Publisher(Catalog catalog, RunExchange exchange, OutputVerifier verifier) {
        this.catalog = catalog;
        this.exchange = exchange;
        this.verifier = verifier;
    }

    /** Goes on from the run's cursor until all is confirmed, enough was written for the cursor to be saved, or time is up. */
    Answer publish(Run run, Optional<Dataset> dataset, BooleanSupplier timeLeft) {
        if (!(run.state() instanceof RunState.Publishing state)) {
            throw new IllegalStateException("run %s is not publishing".formatted(run.id()));
        }
        if (dataset.isEmpty()) {
            return new Answer.PublishPaused(
                    "the definition of dataset %s is not there; it names the database".formatted(run.dataset()));
        }
        Generation generation = state.generation();
        byte[] bytes = exchange.read(generation.manifest())
                .orElseThrow(() -> new IllegalStateException(generation.manifest() + " is gone"));
        if (!ContractJson.sha256(bytes).equals(generation.sha256())) {
            return new Answer.PublishRefused(generation.manifest() + " was changed after it was verified");
        }
        RunManifest manifest = ContractJson.read(
                bytes, RunManifest.class, generation.manifest().toString());
        String made = Run.attemptName(generation.runId(), generation.attempt());
        RunPlan plan = verifier.plan(exchange.places(made), manifest.planSha256());
        return publish(new Work(run.kind(), dataset.get(), plan, manifest, generation, timeLeft), state.cursor());
    }

    private record Work(
            Run.Kind kind,
            Dataset dataset,
            RunPlan plan,
            RunManifest manifest,
            Generation generation,
            BooleanSupplier timeLeft) {
        /** Whether every table gets another one beside it, and is left as it is. */
        boolean pins() {
            return kind == Run.Kind.PIN;
        }
    }

    private Answer publish(Work work, PublishCursor from) {
        PublishCursor cursor = from;
        int writes = 0;
        int shards = 0;
        while (cursor.table() < work.plan().tables().size()) {
            TablePlan table = work.plan().tables().get(cursor.table());
            CatalogAnswer answer = step(work, table, cursor);
            if (answer instanceof CatalogAnswer.Refused refused) {
                return new Answer.PublishRefused(refused.why());
            }
            if (answer instanceof CatalogAnswer.Unfinished unfinished) {
                return cursor.equals(from)
                        ? new Answer.PublishPaused(unfinished.why())
                        : new Answer.PublishedUpTo(cursor);
            }
            writes += ((CatalogAnswer.Confirmed) answer).writes();
            shards += weight(output(work, table).shards().size(), cursor);
            cursor = next(work, table, cursor);
            boolean over = cursor.table() == work.plan().tables().size();
            boolean enough = writes >= WRITES_TO_A_CURSOR || shards >= SHARDS_TO_A_CURSOR;
            if (!over && (enough || !work.timeLeft().getAsBoolean())) {
                return new Answer.PublishedUpTo(cursor);
            }
        }
        return new Answer.Published();
    }

    /** What a step counts of a table with many shards: one, or enough for a cursor where it swept a whole share. */
    private static int weight(int shards, PublishCursor done) {
        if (shards <= 1) {
            return 0;
        }
        return done.shard() < shards ? 1 : SHARDS_TO_A_CURSOR;
    }

    /** The table itself before its first shard, then a shard at a time, then what is superfluous, a share at a time. */
    private CatalogAnswer step(Work work, TablePlan table, PublishCursor cursor) {
        Publication shown = publication(work, table);
        boolean apart = atomic(work, table) || work.pins();
        Publication publication = apart ? shown.ofGeneration() : shown;
        List<Shard> shards = output(work, table).shards();
        int shares = SweepShare.sharesOf(shards.size());
        if (cursor.shard() == 0) {
            CatalogAnswer answer = catalog.table(publication);
            if (!(answer instanceof CatalogAnswer.Confirmed)
                    || publication.partitionBy().isEmpty()) {
                return answer;
            }
        }
        if (cursor.shard() < shards.size()) {
            return catalog.partitions(
                    publication, new Shards(exchange).read(shards.get(cursor.shard())), work.timeLeft());
        }
        return cursor.shard() < shards.size() + shares
                ? catalog.sweep(
                        publication,
                        new SweepShare(cursor.shard() - shards.size(), shares),
                        () -> shards.stream().map(new Shards(exchange)::read).iterator(),
                        work.timeLeft())
                : catalog.view(shown);
    }

    private static PublishCursor next(Work work, TablePlan table, PublishCursor cursor) {
        int shards = output(work, table).shards().size();
        int steps = shards + SweepShare.sharesOf(shards) + (atomic(work, table) && !work.pins() ? 1 : 0);
        boolean tableDone = table.layout().partitionBy().isEmpty() || cursor.shard() == steps - 1;
        return tableDone ? cursor.nextTable() : cursor.nextShard();
    }

    /** An unpartitioned table switches at once anyway. */
    private static boolean atomic(Work work, TablePlan table) {
        return !table.layout().partitionBy().isEmpty()
                && defined(work, table).map(DatasetTable::atomic).orElse(false);
    }

    private static Optional<DatasetTable> defined(Work work, TablePlan table) {
        return work.dataset().tables().stream()
                .filter(defined -> defined.name().equals(table.name()))
                .findFirst();
    }

    private static TableOutput output(Work work, TablePlan table) {
        return work.manifest().tables().stream()
                .filter(made -> made.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Publication publication(Work work, TablePlan table) {
        TableSummary summary = work.generation().tables().get(table.name());
        return new Publication(
                work.dataset().database(),
                table.name(),
                work.dataset().name(),
                work.generation().runId(),
                Run.attemptName(work.generation().runId(), work.generation().attempt()),
                work.generation().verifiedAt(),
                table.shownColumns(),
                table.layout().partitionBy(),
                table.output(),
                summary.rows(),
                summary.bytes(),
                words(work, table));
    }

    /** Who goes back wants the columns that there were. */
    private static Set<Publication.Word> words(Work work, TablePlan table) {
        Set<Publication.Word> words = EnumSet.noneOf(Publication.Word.class);
        if (defined(work, table).map(DatasetTable::adopt).orElse(false)) {
            words.add(Publication.Word.ADOPT);
        }
        if (work.kind() == Run.Kind.ROLLBACK
                || defined(work, table).map(DatasetTable::columnsMayChange).orElse(false)) {
            words.add(Publication.Word.CHANGE_COLUMNS);
        }
        return words;
    }
}
