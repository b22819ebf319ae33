package dev.mayfly.orchestrator.view;

import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.GlueCatalog;
import dev.mayfly.orchestrator.catalog.PrestoViewEncoder;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetView;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/** Views in Glue: tables of type VIRTUAL_VIEW, written at the version that was read and read back. */
public final class GlueViewCatalog implements ViewCatalog {
    // Stored: the same parameter that names a table's owner.
    private static final String OWNER = "mayfly.dataset";
    private final GlueClient glue;

    @Inject
    public GlueViewCatalog(GlueClient glue) {
        this.glue = glue;
    }

    @Override
    public Optional<String> refusal(Dataset dataset) {
        try {
            return dataset.views().stream()
                    .flatMap(view -> read(dataset, view).flatMap(table -> refusal(dataset, table)).stream())
                    .findFirst();
        } catch (SdkException e) {
            if (GlueCatalog.definite(e)) {
                return Optional.of(
                        "Glue refused the views of dataset %s: %s".formatted(dataset.name(), e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public CatalogResult show(Dataset dataset) {
        int writes = 0;
        for (DatasetView view : dataset.views()) {
            CatalogResult answer = show(dataset, view);
            if (!(answer instanceof CatalogResult.Confirmed confirmed)) {
                return answer;
            }
            writes += confirmed.writes();
        }
        return new CatalogResult.Confirmed(writes);
    }

    @Override
    public CatalogResult compare(Dataset dataset) {
        try {
            return dataset.views().stream()
                    .flatMap(view -> difference(dataset, view).stream())
                    .findFirst()
                    .orElse(new CatalogResult.Confirmed(0));
        } catch (SdkException e) {
            return failed("views of dataset %s could not be looked at".formatted(dataset.name()), e);
        }
    }

    private Optional<CatalogResult> difference(Dataset dataset, DatasetView view) {
        String name = dataset.database() + "." + view.name();
        Optional<Table> there = read(dataset, view);
        if (there.isEmpty()) {
            return Optional.of(new CatalogResult.Differs("view %s is not there".formatted(name)));
        }
        Optional<String> refusal = refusal(dataset, there.get());
        if (refusal.isPresent()) {
            return Optional.of(new CatalogResult.Refused(refusal.get()));
        }
        return same(there.get(), input(dataset, view))
                ? Optional.empty()
                : Optional.of(new CatalogResult.Differs("view %s is not as the dataset says it".formatted(name)));
    }

    private static CatalogResult failed(String what, SdkException e) {
        String why = what + ": " + e.getMessage();
        return GlueCatalog.definite(e) ? new CatalogResult.Refused(why) : new CatalogResult.Unfinished(why);
    }

    private CatalogResult show(Dataset dataset, DatasetView view) {
        try {
            Optional<Table> before = read(dataset, view);
            Optional<String> refusal = before.flatMap(table -> refusal(dataset, table));
            return refusal.<CatalogResult>map(CatalogResult.Refused::new).orElseGet(() -> bring(dataset, view, before));
        } catch (SdkException e) {
            return failed("view %s could not be brought up to date".formatted(view.name()), e);
        }
    }

    private Optional<Table> read(Dataset dataset, DatasetView view) {
        try {
            return Optional.of(glue.getTable(
                            request -> request.databaseName(dataset.database()).name(view.name()))
                    .table());
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> refusal(Dataset dataset, Table table) {
        if (PrestoViewEncoder.TYPE.equals(table.tableType())
                && dataset.name().equals(table.parameters().get(OWNER))) {
            return Optional.empty();
        }
        return Optional.of("%s.%s is there already and is no view of dataset %s: rename one of them"
                .formatted(dataset.database(), table.name(), dataset.name()));
    }

    private CatalogResult bring(Dataset dataset, DatasetView view, Optional<Table> before) {
        TableInput wanted = input(dataset, view);
        if (before.isPresent() && same(before.get(), wanted)) {
            return new CatalogResult.Confirmed(0);
        }
        if (before.isEmpty()) {
            glue.createTable(request -> request.databaseName(dataset.database()).tableInput(wanted));
        } else {
            glue.updateTable(request -> request.databaseName(dataset.database())
                    .tableInput(wanted)
                    .versionId(before.get().versionId()));
        }
        return read(dataset, view).map(table -> same(table, wanted)).orElse(false)
                ? new CatalogResult.Confirmed(1)
                : new CatalogResult.Unfinished("view %s does not show its new query yet".formatted(view.name()));
    }

    private static boolean same(Table table, TableInput wanted) {
        return wanted.viewOriginalText().equals(table.viewOriginalText())
                && wanted.storageDescriptor()
                        .columns()
                        .equals(table.storageDescriptor().columns())
                && wanted.owner().equals(table.owner())
                && table.parameters().entrySet().containsAll(wanted.parameters().entrySet());
    }

    private static TableInput input(Dataset dataset, DatasetView view) {
        return PrestoViewEncoder.of(
                dataset.database(),
                view.name(),
                view.sql(),
                view.columns(),
                Map.of(OWNER, dataset.name(), "mayfly.comment", view.comment()));
    }
}
