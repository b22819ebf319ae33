package dev.mayfly.contract;

import java.net.URI;

/** A part of the manifest: at most {@link #MOST_PARTITIONS} lines of NDJSON, each a {@link PartitionOutput}, pinned by the sha256 of its bytes. */
public record ManifestPart(URI uri, String sha256, int partitions) {
    public static final int MOST_PARTITIONS = 5_000;

    public ManifestPart {
        Guards.present("uri of a shard", uri);
        Guards.sha256("sha256 of shard " + uri, sha256);
        if (partitions < 1 || partitions > MOST_PARTITIONS) {
            throw new IllegalArgumentException(
                    "shard %s has %d partitions; 1 to %d are allowed".formatted(uri, partitions, MOST_PARTITIONS));
        }
    }
}
