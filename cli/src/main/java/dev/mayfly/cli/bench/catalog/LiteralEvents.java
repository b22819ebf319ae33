package dev.mayfly.cli.bench.catalog;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.OutputFile;
import dev.mayfly.contract.PartitionOutput;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events partitioned by (event, itemid), the layout that was literally asked for: any number of partitions, always the
 * same ones of the same run.
 */
record LiteralEvents(int partitions, String rawBucket, String curatedBucket, String run, boolean atomic) {
    static final String DATASET = "literal";
    static final String TABLE = "events";
    static final String RUN = "20260101T000000Z-0badcafe";
    static final String DATABASE = "retailrocket";
    private static final List<String> EVENTS = List.of("view", "addtocart", "transaction");
    private static final long ROWS = 10;
    private static final long BYTES = 2_000;

    /** The definition that names the database; its source stays empty. */
    String definition() {
        return """
                dataset: literal
                source: s3://${raw}/literal/
                curated: s3://${curated}/literal/
                database: retailrocket
                ready: { quiet: 1s }
                cost: { template: auto, maxDuration: 45m, perRunUsd: 1.50, perDayUsd: 10 }
                tables:
                  events:
                    files: "events*.csv"
                    columns: { timestamp: bigint, visitorid: bigint, event: string, itemid: bigint, transactionid: { type: bigint, nullable: true } }
                    partitionBy: [event, itemid]
                    maxPartitions: 1000000
                    atomic: %s
                """.formatted(atomic ? "table" : "partition");
    }

    TablePlan plan() {
        return new TablePlan(
                TABLE,
                List.of(input()),
                List.of(
                        column("timestamp", "bigint"),
                        column("visitorid", "bigint"),
                        column("event", "string"),
                        column("itemid", "bigint"),
                        column("transactionid", "bigint")),
                new TableLayout(List.of("event", "itemid"), List.of(), 1, 1_000_000),
                output(),
                S3Uris.of(curatedBucket, DATASET + "/_rejects/events/" + run + "-a1/"),
                0,
                false);
    }

    InputFile input() {
        return new InputFile(S3Uris.of(rawBucket, DATASET + "/events.csv"), "etag", rows() * 40);
    }

    long rows() {
        return partitions * ROWS;
    }

    long bytes() {
        return partitions * BYTES;
    }

    PartitionOutput partition(int number) {
        String event = EVENTS.get(number % EVENTS.size());
        String item = Integer.toString(number / EVENTS.size());
        URI location = S3Uris.of(
                curatedBucket, "%s%s".formatted(S3Uris.key(output()), "event=" + event + "/itemid=" + item + "/"));
        String file = "part-00000-6d1cbfe3-6a5c-4f19-9a86-%012d.c000.snappy.parquet".formatted(number);
        return new PartitionOutput(
                TABLE, List.of(event, item), location, ROWS, List.of(new OutputFile(file, BYTES, ROWS)));
    }

    Stream<PartitionOutput> between(int from, int to) {
        return IntStream.range(from, to).mapToObj(this::partition);
    }

    private URI output() {
        return S3Uris.of(curatedBucket, "%s/%s/%s-a1/".formatted(DATASET, TABLE, run));
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.of(type), name.equals("transactionid"), "");
    }
}
