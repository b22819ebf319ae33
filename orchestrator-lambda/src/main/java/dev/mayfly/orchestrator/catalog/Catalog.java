package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Where readers find tables and partitions; doing again what is done already writes nothing. */
public interface Catalog {
    /** Creates a table or brings it up to date; an unpartitioned one switches to its new rows by this alone. */
    CatalogAnswer table(Publication publication);

    /** Lets readers of the table's name see the table of this generation from one moment to the next, by one write. */
    CatalogAnswer view(Publication publication);

    /** Drops the table or view of this owner that was of one attempt's generation alone, if it is there. */
    void drop(String database, String table, String attempt, String owner);

    /** Brings these partitions to their locations, and answers once all of them were read back. */
    CatalogAnswer partitions(Publication publication, List<PartitionOutput> partitions, BooleanSupplier timeLeft);

    /** Removes every partition of a share of the table that is none of these; the last thing that is done to a table. */
    CatalogAnswer sweep(
            Publication publication,
            SweepShare share,
            Iterable<List<PartitionOutput>> shards,
            BooleanSupplier timeLeft);
}
