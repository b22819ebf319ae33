package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * The Glue catalog. A table is created or updated at the version that was read; partitions are brought to their
 * locations; partitions that the publication lacks go last. An unpartitioned table switches by one UpdateTable.
 */
public final class GlueCatalog implements Catalog {
    private final GlueClient glue;

    @Inject
    public GlueCatalog(GlueClient glue) {
        this.glue = glue;
    }

    @Override
    public CatalogAnswer table(Publication publication) {
        return answered(publication, () -> {
            Optional<Table> before = read(publication);
            Optional<String> refusal = before.flatMap(table -> refusal(publication, table));
            return refusal.<CatalogAnswer>map(CatalogAnswer.Refused::new)
                    .orElseGet(() -> bring(publication, new GlueShapes(publication).table(), before));
        });
    }

    @Override
    public CatalogAnswer view(Publication publication) {
        return answered(publication, () -> {
            Optional<Table> before = read(publication);
            Optional<String> refusal = before.flatMap(table -> new TableGuards(publication)
                    .refusalOfView(standing(table), ViewInput.TYPE.equals(table.tableType())));
            TableInput wanted = new GlueShapes(publication).view();
            return refusal.<CatalogAnswer>map(CatalogAnswer.Refused::new)
                    .orElseGet(() -> bring(publication, wanted, before));
        });
    }

    @Override
    public void drop(String database, String table, String attempt, String owner) {
        String name = GenerationView.table(table, attempt);
        try {
            Table there = glue.getTable(
                            request -> request.databaseName(database).name(name))
                    .table();
            if (owner.equals(there.parameters().get(GlueShapes.OWNER))) {
                glue.deleteTable(request -> request.databaseName(database).name(name));
            }
        } catch (EntityNotFoundException e) {
            // Gone already, by an earlier look or by a person.
        }
    }

    @Override
    public CatalogAnswer partitions(
            Publication publication, List<PartitionOutput> partitions, BooleanSupplier timeLeft) {
        return answered(publication, () -> new GluePartitions(glue, publication, timeLeft).bring(partitions));
    }

    @Override
    public CatalogAnswer sweep(
            Publication publication,
            SweepShare share,
            Iterable<List<PartitionOutput>> shards,
            BooleanSupplier timeLeft) {
        return answered(publication, () -> new GluePartitions(glue, publication, timeLeft).sweep(share, shards));
    }

    private static CatalogAnswer answered(Publication publication, Supplier<CatalogAnswer> work) {
        try {
            return work.get();
        } catch (EntityNotFoundException e) {
            return new CatalogAnswer.Refused("Glue has no database %s: create it, or name another in the dataset"
                    .formatted(publication.database()));
        } catch (AlreadyExistsException | ConcurrentModificationException e) {
            return new CatalogAnswer.Unfinished(
                    "somebody else changed table %s meanwhile: %s".formatted(publication.table(), e.getMessage()));
        } catch (SdkException e) {
            return new CatalogAnswer.Unfinished("Glue could not be used: " + e.getMessage());
        }
    }

    private Optional<Table> read(Publication publication) {
        try {
            return Optional.of(glue.getTable(request ->
                            request.databaseName(publication.database()).name(publication.table()))
                    .table());
        } catch (EntityNotFoundException e) {
            glue.getDatabase(request -> request.name(publication.database()));
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(Publication publication, Table table) {
        return new TableGuards(publication).refusal(standing(table));
    }

    private static TableGuards.Standing standing(Table table) {
        return new TableGuards.Standing(
                Optional.ofNullable(table.parameters().get(GlueShapes.OWNER)),
                table.storageDescriptor().columns().stream().collect(Collectors.toMap(Column::name, Column::type)),
                table.partitionKeys().stream()
                        .map(key -> key.name() + " " + key.type())
                        .toList());
    }

    private CatalogAnswer bring(Publication publication, TableInput wanted, Optional<Table> before) {
        if (before.isPresent() && same(before.get(), wanted)) {
            return new CatalogAnswer.Confirmed(0);
        }
        if (before.isEmpty()) {
            glue.createTable(
                    request -> request.databaseName(publication.database()).tableInput(wanted));
        } else {
            glue.updateTable(request -> request.databaseName(publication.database())
                    .tableInput(wanted)
                    .versionId(before.get().versionId()));
        }
        return read(publication).map(table -> same(table, wanted)).orElse(false)
                ? new CatalogAnswer.Confirmed(1)
                : new CatalogAnswer.Unfinished(
                        "table %s does not show the new generation yet".formatted(publication.table()));
    }

    private static boolean same(Table table, TableInput wanted) {
        return Objects.equals(table.viewOriginalText(), wanted.viewOriginalText())
                && table.parameters().entrySet().containsAll(wanted.parameters().entrySet())
                && location(table.storageDescriptor()).equals(location(wanted.storageDescriptor()))
                && table.storageDescriptor()
                        .columns()
                        .equals(wanted.storageDescriptor().columns());
    }

    /** A view has none. */
    private static String location(StorageDescriptor storage) {
        return Objects.requireNonNullElse(storage.location(), "");
    }
}
