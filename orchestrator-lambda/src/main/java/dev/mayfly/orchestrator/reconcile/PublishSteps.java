package dev.mayfly.orchestrator.reconcile;

import dev.mayfly.contract.ManifestPart;
import dev.mayfly.contract.RunManifest;
import dev.mayfly.contract.RunPlan;
import dev.mayfly.contract.TableOutput;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.orchestrator.artifacts.ManifestReader;
import dev.mayfly.orchestrator.artifacts.RunArtifacts;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.Publication.PublishOption;
import dev.mayfly.orchestrator.catalog.ScanSegment;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.PublishCursor;
import dev.mayfly.orchestrator.run.Run;
import dev.mayfly.orchestrator.run.TableSummary;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The steps in which the catalog is brought to a generation, or compared with it, each told by its cursor. */
final class PublishSteps {
    /** Looking costs time as well: a cursor that waited for writes alone would be lost with an invocation that finds nothing to write. */
    static final int SHARDS_TO_A_CURSOR = 5;

    private final Catalog catalog;
    private final RunArtifacts exchange;
    private final PublishSteps.PublishRequest order;
    private final RunPlan plan;
    private final RunManifest manifest;

    PublishSteps(
            Catalog catalog,
            RunArtifacts exchange,
            PublishSteps.PublishRequest order,
            RunPlan plan,
            RunManifest manifest) {
        this.catalog = catalog;
        this.exchange = exchange;
        this.order = order;
        this.plan = plan;
        this.manifest = manifest;
    }

    /** What is to be shown, and with which words; who {@code apart} gets another table beside each, which is left as it is. */
    record PublishRequest(
            Dataset dataset, Generation generation, Set<PublishOption> words, boolean apart, BooleanSupplier timeLeft) {
        PublishRequest {
            words = Set.copyOf(words);
        }

        /** Who goes back wants the columns that there were. */
        static PublishSteps.PublishRequest of(
                Run.Kind kind, Dataset dataset, Generation generation, BooleanSupplier timeLeft) {
            Set<PublishOption> words = kind == Run.Kind.ROLLBACK || kind == Run.Kind.REPAIR
                    ? Set.of(PublishOption.CHANGE_COLUMNS)
                    : Set.of();
            return new PublishSteps.PublishRequest(dataset, generation, words, kind == Run.Kind.PIN, timeLeft);
        }

        static PublishSteps.PublishRequest toCompare(Dataset dataset, Generation generation, BooleanSupplier timeLeft) {
            return new PublishSteps.PublishRequest(
                    dataset,
                    generation,
                    Set.of(PublishOption.CHANGE_COLUMNS, PublishOption.ONLY_COMPARE),
                    false,
                    timeLeft);
        }
    }

    boolean over(PublishCursor cursor) {
        return cursor.table() == plan.tables().size();
    }

    boolean timeLeft() {
        return order.timeLeft().getAsBoolean();
    }

    List<String> tables() {
        return plan.tables().stream().map(TablePlan::name).toList();
    }

    /** Every table is asked for before the first is written: readers are not left with half of what could be foreseen. */
    Optional<CatalogResult> precheck() {
        for (TablePlan table : plan.tables()) {
            Publication shown = publication(table);
            CatalogResult answer = catalog.checkTable(besides(table) ? shown.ofGeneration() : shown);
            if (answer instanceof CatalogResult.Confirmed && viewed(table)) {
                answer = catalog.checkView(shown);
            }
            if (!(answer instanceof CatalogResult.Confirmed)) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** What a step counts of a table with many shards: one, or enough for a cursor where it swept a whole share. */
    int weight(PublishCursor done) {
        int shards = output(table(done)).shards().size();
        if (shards <= 1) {
            return 0;
        }
        return done.shard() < shards ? 1 : SHARDS_TO_A_CURSOR;
    }

    /** The table itself before its first shard, then a shard at a time, then what is superfluous, a share at a time. */
    CatalogResult step(PublishCursor cursor) {
        TablePlan table = table(cursor);
        Publication shown = publication(table);
        Publication publication = besides(table) ? shown.ofGeneration() : shown;
        List<ManifestPart> shards = output(table).shards();
        int shares = ScanSegment.sharesOf(shards.size());
        if (cursor.shard() == 0) {
            CatalogResult answer = catalog.table(publication);
            if (!(answer instanceof CatalogResult.Confirmed)
                    || publication.partitionBy().isEmpty()) {
                return answer;
            }
        }
        if (cursor.shard() < shards.size()) {
            return catalog.partitions(
                    publication, new ManifestReader(exchange).read(shards.get(cursor.shard())), order.timeLeft());
        }
        return cursor.shard() < shards.size() + shares
                ? catalog.deleteStalePartitions(
                        publication,
                        new ScanSegment(cursor.shard() - shards.size(), shares),
                        () -> shards.stream()
                                .map(new ManifestReader(exchange)::read)
                                .iterator(),
                        order.timeLeft())
                : catalog.view(shown);
    }

    PublishCursor next(PublishCursor cursor) {
        TablePlan table = table(cursor);
        int shards = output(table).shards().size();
        int steps = shards + ScanSegment.sharesOf(shards) + (viewed(table) ? 1 : 0);
        boolean tableDone = table.layout().partitionBy().isEmpty() || cursor.shard() == steps - 1;
        return tableDone ? cursor.nextTable() : cursor.nextShard();
    }

    private TablePlan table(PublishCursor cursor) {
        return plan.tables().get(cursor.table());
    }

    /** Whether the generation gets a table of its own. */
    private boolean besides(TablePlan table) {
        return atomic(table) || order.apart();
    }

    /** Whether readers ask a view of it. */
    private boolean viewed(TablePlan table) {
        return atomic(table) && !order.apart();
    }

    /** An unpartitioned table switches at once anyway. */
    private boolean atomic(TablePlan table) {
        return !table.layout().partitionBy().isEmpty()
                && defined(table).map(DatasetTable::atomic).orElse(false);
    }

    private Optional<DatasetTable> defined(TablePlan table) {
        return order.dataset().tables().stream()
                .filter(defined -> defined.name().equals(table.name()))
                .findFirst();
    }

    private TableOutput output(TablePlan table) {
        return manifest.tables().stream()
                .filter(made -> made.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
    }

    private Publication publication(TablePlan table) {
        Generation generation = order.generation();
        TableSummary summary = generation.tables().get(table.name());
        return new Publication(
                order.dataset().database(),
                table.name(),
                order.dataset().name(),
                generation.runId(),
                Run.attemptName(generation.runId(), generation.attempt()),
                generation.verifiedAt(),
                table.shownColumns(),
                table.layout().partitionBy(),
                table.output(),
                summary.rows(),
                summary.bytes(),
                words(table));
    }

    private Set<PublishOption> words(TablePlan table) {
        Set<PublishOption> words = EnumSet.noneOf(PublishOption.class);
        words.addAll(order.words());
        defined(table).filter(DatasetTable::adopt).ifPresent(owned -> words.add(PublishOption.ADOPT));
        defined(table)
                .filter(DatasetTable::columnsMayChange)
                .ifPresent(owned -> words.add(PublishOption.CHANGE_COLUMNS));
        return words;
    }
}
