package dev.mayfly.orchestrator.catalog;

/**
 * A share of a table's partitions, so that a sweep of very many goes on where it was when it was cut off. Glue splits a
 * listing into at most ten segments, each partition in exactly one of them.
 */
public record ScanSegment(int number, int of) {
    private static final int MOST = 10;

    public ScanSegment {
        if (of < 1 || of > MOST || number < 0 || number >= of) {
            throw new IllegalArgumentException(
                    "there is no share %d of %d: take 0 to %d of at most %d".formatted(number, of, of - 1, MOST));
        }
    }

    /** How many shares a table with so many shards is swept in. */
    public static int sharesOf(int shards) {
        return Math.max(1, Math.min(shards, MOST));
    }

    boolean whole() {
        return of == 1;
    }
}
