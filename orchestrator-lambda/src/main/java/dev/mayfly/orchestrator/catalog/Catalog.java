package dev.mayfly.orchestrator.catalog;

import dev.mayfly.contract.PartitionOutput;
import java.net.URI;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Where readers find tables and partitions; doing again what is done already writes nothing. */
public interface Catalog {
    /** Whether a table may be written as {@link #table} would: confirmed without a write, or refused. */
    CatalogResult checkTable(Publication publication);

    /** The same for {@link #view}. */
    CatalogResult checkView(Publication publication);

    /** Whether readers of a table are shown anything that an attempt wrote below this place. */
    boolean references(String database, String table, String attempt, URI place);

    /** Creates a table or brings it up to date; an unpartitioned one switches to its new rows by this alone. */
    CatalogResult table(Publication publication);

    /** Lets readers of the table's name see the table of this generation from one moment to the next, by one write. */
    CatalogResult view(Publication publication);

    /** Drops the table or view of this owner that was of one attempt's generation alone, if it is there. */
    void drop(String database, String table, String attempt, String owner);

    /** Brings these partitions to their locations, and answers once all of them were read back. */
    CatalogResult partitions(Publication publication, List<PartitionOutput> partitions, BooleanSupplier timeLeft);

    /** Removes every partition of a share of the table that is none of these; the last thing that is done to a table. */
    CatalogResult deleteStalePartitions(
            Publication publication,
            ScanSegment share,
            Iterable<List<PartitionOutput>> shards,
            BooleanSupplier timeLeft);
}
