package dev.mayfly.orchestrator.reconcile;

import static java.util.stream.Collectors.joining;

import dev.mayfly.contract.Column;
import dev.mayfly.orchestrator.catalog.GenerationView;
import dev.mayfly.orchestrator.dataset.Dataset;
import dev.mayfly.orchestrator.dataset.DatasetTable;
import dev.mayfly.orchestrator.dataset.DatasetView;
import dev.mayfly.orchestrator.run.Generation;
import dev.mayfly.orchestrator.run.Run;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dataset's views as they are of one generation: each under a name of its own, its query as it stands behind names that hide those
 * of the present tables. A view that says the database of a table would look past them and is left out.
 */
final class PinnedViews {
    private static final Logger LOG = LoggerFactory.getLogger(PinnedViews.class);

    /** The same dataset with these views alone. */
    static Dataset of(Dataset dataset, Generation generation) {
        String attempt = Run.attemptName(generation.runId(), generation.attempt());
        return new Dataset(
                dataset.name(),
                dataset.source(),
                dataset.curated(),
                dataset.database(),
                dataset.ready(),
                dataset.publishesRemovals(),
                dataset.cost(),
                dataset.tables(),
                dataset.views().stream()
                        .filter(view -> !looksPast(view, dataset))
                        .map(view -> pinned(view, dataset, attempt))
                        .toList(),
                dataset.definitionHash());
    }

    private static boolean looksPast(DatasetView view, Dataset dataset) {
        Pattern qualified = Pattern.compile("(?i)\\b%s\"?\\s*\\.\\s*\"?(%s)\\b"
                .formatted(
                        Pattern.quote(dataset.database()),
                        names(dataset).map(Pattern::quote).collect(joining("|"))));
        boolean past = qualified.matcher(view.sql()).find();
        if (past) {
            LOG.warn("view {} names database {} itself and cannot be pinned", view.name(), dataset.database());
        }
        return past;
    }

    private static Stream<String> names(Dataset dataset) {
        return Stream.concat(
                dataset.tables().stream().map(DatasetTable::name),
                dataset.views().stream().map(DatasetView::name));
    }

    private static DatasetView pinned(DatasetView view, Dataset dataset, String attempt) {
        String hidden = names(dataset)
                .filter(name -> !name.equals(view.name()) && named(name, view.sql()))
                .map(name -> "\"%s\" AS (SELECT * FROM \"%s\")".formatted(name, GenerationView.table(name, attempt)))
                .collect(joining(",\n  "));
        String columns = view.columns().stream().map(Column::name).collect(joining("\", \"", "\"", "\""));
        String sql = hidden.isEmpty()
                ? view.sql()
                : "WITH %s\nSELECT %s FROM (\n%s\n)".formatted(hidden, columns, view.sql());
        return new DatasetView(
                GenerationView.table(view.name(), attempt),
                "%s (of generation %s)".formatted(view.comment(), attempt).strip(),
                sql,
                List.copyOf(view.columns()));
    }

    private static boolean named(String name, String sql) {
        return Pattern.compile("(?i)\\b" + Pattern.quote(name) + "\\b")
                .matcher(sql)
                .find();
    }

    private PinnedViews() {}
}
