package dev.mayfly.orchestrator.view;

import dev.mayfly.orchestrator.catalog.CatalogResult;
import dev.mayfly.orchestrator.dataset.Dataset;
import java.util.Optional;

/** Where readers find a dataset's views; doing again what is done already writes nothing. */
public interface ViewCatalog {
    /** A catalog that knows of no views. */
    ViewCatalog NONE = new ViewCatalog() {
        @Override
        public Optional<String> refusal(Dataset dataset) {
            return Optional.empty();
        }

        @Override
        public CatalogResult show(Dataset dataset) {
            return new CatalogResult.Confirmed(0);
        }

        @Override
        public CatalogResult compare(Dataset dataset) {
            return new CatalogResult.Confirmed(0);
        }
    };

    /** Why a view of this dataset may not be written; asked before the first table changes. */
    Optional<String> refusal(Dataset dataset);

    /** Creates the dataset's views or brings them up to date. One that the dataset has no more stays for its owner to drop. */
    CatalogResult show(Dataset dataset);

    /** Whether the dataset's views are there and up to date: confirmed, or what differs; nothing is written. */
    CatalogResult compare(Dataset dataset);
}
