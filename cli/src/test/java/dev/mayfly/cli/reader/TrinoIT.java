package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.mission.Mission;
import dev.mayfly.cli.sync.Sync;
import dev.mayfly.cli.trino.TrinoDistribution;
import dev.mayfly.cli.trino.TrinoServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine that Athena's is derived from reads the tables by what the catalog says of them. */
@Timeout(1_800)
class TrinoIT {
    private static final Path UNPACKED = Path.of("target", "trino").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void countsTheSameRowsAndReadsOnePartitionOfThree() throws Exception {
        TrinoDistribution trino = TrinoDistribution.newest();
        System.out.println("reading with " + trino + " on " + trino.java().orElseThrow());
        Path unpacked = UNPACKED.resolve(trino.name());
        trino.unpack(Path.of("..").toAbsolutePath().normalize(), unpacked);
        Path input = folder.resolve("input");
        new RetailRocket(0.002, 5).write(input, rows -> {});
        try (Mission mission = Mission.ofShippedDataset(folder)) {
            Sync sync = new Sync(mission.s3(), mission.raw());
            sync.upload(sync.plan(input), bytes -> {});
            JsonNode run = mission.runOver(1);
            assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
            try (TrinoServer server = TrinoServer.start(
                            trino, unpacked, folder, mission.stage().cloud().endpoint(), "retailrocket.category_tree");
                    Connection reader = server.connect()) {
                List<String> tables = List.of("events", "item_properties", "category_tree");
                for (String table : tables) {
                    String count = "SELECT count(*) FROM retailrocket." + table;
                    assertThat(ask(reader, count)).isEqualTo(mission.ask("SELECT count(*) FROM " + table));
                }
                String sums = "SELECT count(*), sum(itemid), min(\"timestamp\"), max(visitorid), count(transactionid)"
                        + " FROM %sevents WHERE event = 'transaction'";
                int before = mission.stage().cloud().requests().all().size();
                List<List<String>> sales = ask(reader, sums.formatted("retailrocket."));
                assertThat(objectsRead(mission, before))
                        .singleElement()
                        .satisfies(path -> assertThat(path).contains("/event%3Dtransaction/"));
                assertThat(sales).isEqualTo(mission.ask(sums.formatted("")));
                assertThat(ask(reader, "SELECT event, count(*) FROM retailrocket.events GROUP BY 1 ORDER BY 1"))
                        .isEqualTo(mission.ask("SELECT event, count(*) FROM events GROUP BY 1 ORDER BY 1"));
            }
        }
    }

    /** The Parquet files that were fetched since. */
    private static List<String> objectsRead(Mission mission, int since) {
        return mission.stage().cloud().requests().all().stream()
                .skip(since)
                .map(request -> request.operation())
                .filter(operation -> operation.startsWith("GET ") && operation.endsWith(".parquet"))
                .distinct()
                .toList();
    }

    private static List<List<String>> ask(Connection reader, String sql) throws SQLException {
        try (Statement statement = reader.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
