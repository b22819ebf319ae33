package dev.mayfly.orchestrator.run;

/**
 * How far a publication is confirmed: every table before {@code table} is done, and of it every shard before {@code shard}.
 * Once all shards are confirmed, what the generation lacks is removed; the numbers behind the last shard count the shares of
 * the table that were swept.
 */
public record PublishCursor(int table, int shard) {
    /** Nothing is confirmed yet. */
    public static final PublishCursor START = new PublishCursor(0, 0);

    public PublishCursor nextShard() {
        return new PublishCursor(table, shard + 1);
    }

    public PublishCursor nextTable() {
        return new PublishCursor(table + 1, 0);
    }
}
