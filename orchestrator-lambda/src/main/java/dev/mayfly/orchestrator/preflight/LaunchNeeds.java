package dev.mayfly.orchestrator.preflight;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.DerivedColumn;
import dev.mayfly.orchestrator.catalog.Catalog;
import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.catalog.Publication;
import dev.mayfly.orchestrator.catalog.Publication.PublishOption;
import dev.mayfly.orchestrator.cluster.ClusterSettings;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.inputs.ObjectReader;
import dev.mayfly.orchestrator.view.ViewCatalog;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a cluster and the publication after it will need, looked at before the cluster is paid: the programs, the database, and what
 * Glue has in the places of the dataset's tables and views. Each problem is one sentence with the remedy.
 */
public final class LaunchNeeds {
    private static final String NOT_YET = "not-yet-made";

    private final ObjectReader objects;
    private final Catalog catalog;
    private final ViewCatalog views;
    private final ClusterSettings clusters;

    @Inject
    public LaunchNeeds(ObjectReader objects, Catalog catalog, ViewCatalog views, ClusterSettings clusters) {
        this.objects = objects;
        this.catalog = catalog;
        this.views = views;
        this.clusters = clusters;
    }

    /**
     * What is missing now; without a definition, which a run in hand can do without, the programs alone. A catalog that is busy
     * holds no run back: the publication asks it again.
     */
    public List<String> problems(Optional<Dataset> dataset) {
        Set<String> problems = new LinkedHashSet<>();
        program("job", clusters.jobJar()).ifPresent(problems::add);
        program("bootstrap script", clusters.deadManScript()).ifPresent(problems::add);
        dataset.ifPresent(known -> {
            known.tables().stream()
                    .flatMap(table -> refusal(known, table).stream())
                    .forEach(problems::add);
            views.refusal(known).ifPresent(problems::add);
        });
        return List.copyOf(problems);
    }

    private Optional<String> program(String kind, URI place) {
        return objects.etag(place).isPresent()
                ? Optional.empty()
                : Optional.of("the %s %s is not there, or may not be read: upload it".formatted(kind, place));
    }

    private Optional<String> refusal(Dataset dataset, DatasetTable table) {
        Publication publication = publication(dataset, table);
        boolean viewed = table.atomic() && !table.layout().partitionBy().isEmpty();
        CatalogResult answer = viewed ? catalog.checkView(publication) : catalog.checkTable(publication);
        return answer instanceof CatalogResult.Refused refused ? Optional.of(refused.why()) : Optional.empty();
    }

    private static Publication publication(Dataset dataset, DatasetTable table) {
        Set<PublishOption> words = EnumSet.noneOf(PublishOption.class);
        if (table.adopt()) {
            words.add(PublishOption.ADOPT);
        }
        if (table.columnsMayChange()) {
            words.add(PublishOption.CHANGE_COLUMNS);
        }
        List<Column> shown = Stream.concat(
                        table.columns().stream(),
                        table.layout().derived().stream().map(DerivedColumn::column))
                .toList();
        return new Publication(
                dataset.database(),
                table.name(),
                dataset.name(),
                NOT_YET,
                NOT_YET,
                Instant.EPOCH,
                shown,
                table.layout().partitionBy(),
                dataset.curated(),
                0,
                0,
                words);
    }
}
