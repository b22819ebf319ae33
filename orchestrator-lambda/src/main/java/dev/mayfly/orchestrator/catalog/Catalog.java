package dev.mayfly.orchestrator.catalog;

/** Where readers find tables and partitions. */
public interface Catalog {
    /** Brings one table to a publication, doing only what is still to be done, and answers once all of it was read back. */
    CatalogAnswer publish(Publication publication);
}
