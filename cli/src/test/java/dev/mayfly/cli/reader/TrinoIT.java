package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.mission.Mission;
import dev.mayfly.cli.sync.Sync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine that Athena's is derived from reads the tables by what the catalog says of them. */
@Timeout(1_800)
class TrinoIT {
    private static final String LITERAL = """
            dataset: literal
            source: s3://${raw}/literal/
            curated: s3://${curated}/literal/
            database: retailrocket
            tables:
              events:
                files: "events*.csv"
                columns:
                  timestamp: bigint
                  visitorid: bigint
                  event: string
                  itemid: bigint
                  transactionid: { type: bigint, nullable: true }
                partitionBy: [event, itemid]
            """;

    @TempDir
    private Path folder;

    @Test
    void countsTheSameRowsAndReadsOnePartitionOfThree() throws Exception {
        Path input = folder.resolve("input");
        new RetailRocket(0.002, 5).write(input, rows -> {});
        try (Mission mission = Mission.ofShippedDataset(folder)) {
            published(mission, input);
            try (TrinoReader reader = TrinoReader.of(mission, folder, "retailrocket.category_tree")) {
                for (String table : List.of("events", "item_properties", "category_tree")) {
                    String count = "SELECT count(*) FROM retailrocket." + table;
                    assertThat(reader.ask(count)).isEqualTo(mission.ask("SELECT count(*) FROM " + table));
                }
                String sums = "SELECT count(*), sum(itemid), min(\"timestamp\"), max(visitorid), count(transactionid)"
                        + " FROM %sevents WHERE event = 'transaction'";
                assertThat(reader.filesReadBy(sums.formatted("retailrocket.")))
                        .singleElement()
                        .satisfies(path -> assertThat(path).contains("/event%3Dtransaction/"));
                assertThat(reader.ask(sums.formatted("retailrocket."))).isEqualTo(mission.ask(sums.formatted("")));
                assertThat(reader.ask("SELECT event, count(*) FROM retailrocket.events GROUP BY 1 ORDER BY 1"))
                        .isEqualTo(mission.ask("SELECT event, count(*) FROM events GROUP BY 1 ORDER BY 1"));
            }
        }
    }

    @Test
    void readsOnePartitionOfTheLiteralLayoutToo() throws Exception {
        Path input = Files.createDirectories(folder.resolve("input"));
        Files.writeString(input.resolve("events.csv"), """
                timestamp,visitorid,event,itemid,transactionid
                1430622004384,1,view,10,
                1430622004385,1,addtocart,10,
                1430622004386,1,transaction,10,7
                1430622004387,2,transaction,11,8
                1430622004388,3,transaction,11,9
                """);
        try (Mission mission = Mission.open(folder, LITERAL)) {
            published(mission, input);
            try (TrinoReader reader = TrinoReader.of(mission, folder, "retailrocket.events")) {
                String sales =
                        "SELECT visitorid FROM retailrocket.events WHERE event = 'transaction' AND itemid = 11 ORDER BY 1";
                assertThat(reader.ask(sales)).containsExactly(List.of("2"), List.of("3"));
                assertThat(reader.filesReadBy(sales))
                        .singleElement()
                        .satisfies(path -> assertThat(path).contains("/event%3Dtransaction/itemid%3D11/"));
            }
        }
    }

    private static void published(Mission mission, Path input) throws Exception {
        Sync sync = new Sync(mission.s3(), mission.raw());
        sync.upload(sync.plan(input), bytes -> {});
        JsonNode run = mission.runOver(1);
        assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
    }
}
