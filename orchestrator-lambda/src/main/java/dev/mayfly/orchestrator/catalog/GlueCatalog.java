package dev.mayfly.orchestrator.catalog;

import jakarta.inject.Inject;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
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
    public CatalogAnswer publish(Publication publication) {
        try {
            Optional<Table> before = table(publication);
            Optional<String> refusal = before.flatMap(table -> refusal(publication, table));
            if (refusal.isPresent()) {
                return new CatalogAnswer.Refused(refusal.get());
            }
            return bring(publication, before);
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

    private Optional<Table> table(Publication publication) {
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
        String owner = table.parameters().get(GlueShapes.OWNER);
        if (owner == null) {
            return Optional.of("table %s.%s is there already and was not made by Mayfly: rename one of them"
                    .formatted(publication.database(), publication.table()));
        }
        return owner.equals(publication.dataset())
                ? Optional.empty()
                : Optional.of("table %s.%s belongs to dataset %s: rename one of them"
                        .formatted(publication.database(), publication.table(), owner));
    }

    private CatalogAnswer bring(Publication publication, Optional<Table> before) {
        TableInput wanted = new GlueShapes(publication).table();
        GluePartitions partitions = new GluePartitions(glue, publication);
        if (before.isEmpty()) {
            glue.createTable(
                    request -> request.databaseName(publication.database()).tableInput(wanted));
        } else if (!same(before.get(), wanted)) {
            glue.updateTable(request -> request.databaseName(publication.database())
                    .tableInput(wanted)
                    .versionId(before.get().versionId()));
        }
        Optional<String> open = publication.partitionBy().isEmpty() ? Optional.empty() : partitions.bring();
        boolean shown = table(publication).map(table -> same(table, wanted)).orElse(false);
        if (!shown) {
            return new CatalogAnswer.Unfinished(
                    "table %s does not show the new generation yet".formatted(publication.table()));
        }
        return open.<CatalogAnswer>map(CatalogAnswer.Unfinished::new).orElse(new CatalogAnswer.Confirmed());
    }

    private static boolean same(Table table, TableInput wanted) {
        return table.parameters().entrySet().containsAll(wanted.parameters().entrySet())
                && table.storageDescriptor()
                        .location()
                        .equals(wanted.storageDescriptor().location())
                && table.storageDescriptor()
                        .columns()
                        .equals(wanted.storageDescriptor().columns())
                && table.partitionKeys().equals(wanted.partitionKeys());
    }
}
