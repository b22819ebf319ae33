package dev.mayfly.cli.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayfly.cli.generate.RetailRocket;
import dev.mayfly.cli.mission.Mission;
import dev.mayfly.cli.sync.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every view that is shipped runs in Trino as it stands and answers what DuckDB works out on the CSV files. By hand over
 * other files: {@code -Dmayfly.data=DIR}.
 */
@Timeout(1_800)
class ViewsTrinoIT {
    /** Two events at once, 30 minutes to the millisecond, one more; a cart before any view; a sale before the cart. */
    private static final String AWKWARD_EVENTS = """
            1430622000000,900000001,view,1,
            1430622000000,900000001,view,2,
            1430623800000,900000001,addtocart,2,
            1430625600001,900000001,transaction,2,900001
            1430625600001,900000001,transaction,2,900001
            1430625600001,900000001,transaction,1,900001
            1430622000000,900000002,addtocart,1,
            1430622000001,900000002,view,1,
            1430622000002,900000002,transaction,1,900002
            1430697599999,900000003,view,1,
            1430697600000,900000003,addtocart,1,
            1430697600001,900000003,transaction,1,900003
            """;

    /** Two values at the same moment, a row that stands there twice, a change at the moment of an event. */
    private static final String AWKWARD_PROPERTIES = """
            1430621000000,1,available,0
            1430621000000,1,available,1
            1430622000000,1,790,n12.000
            1430622000000,1,790,n12.000
            1430625600001,1,790,n13.000
            1430621000000,2,888,é 12
            """;

    /** A parent that is nowhere, a child of such a one, more levels than the view climbs. */
    private static final String AWKWARD_CATEGORIES = """
            900001,900000
            900002,900001
            910001,
            910002,910001
            910003,910002
            910004,910003
            910005,910004
            910006,910005
            910007,910006
            910008,910007
            910009,910008
            """;

    @TempDir
    private Path folder;

    @Test
    void answersWhatTheRawFilesAnswer() throws Exception {
        try (Mission mission = Mission.ofShippedDataset(folder);
                RawWitness witness = new RawWitness(input())) {
            Sync sync = new Sync(mission.s3(), mission.raw());
            sync.upload(sync.plan(input()), bytes -> {});
            JsonNode run = mission.runOver(1);
            assertThat(run.path("state").asText()).as("%s", run).isEqualTo("SUCCEEDED");
            try (TrinoReader reader = TrinoReader.of(mission, folder, "retailrocket.category_tree")) {
                SoftAssertions.assertSoftly(each -> new TreeMap<>(RawWitness.ANSWERS)
                        .forEach((view, raw) -> each.assertThatCode(() -> same(reader, view, witness.ask(raw)))
                                .as(view)
                                .doesNotThrowAnyException()));
                assertThat(Cookbook.queries()).hasSizeGreaterThan(5);
                for (String query : Cookbook.queries()) {
                    assertThat(reader.ask(query)).as(query).isNotNull();
                }
                for (String query : PandasSnippet.sql().stream().toList()) {
                    assertThat(reader.ask(query)).as(query).isNotNull();
                }
                assertThat(reader.filesReadBy(
                                "SELECT * FROM retailrocket.events_utc WHERE event = 'transaction' AND itemid = 1"))
                        .singleElement()
                        .satisfies(path -> assertThat(path).contains("/event%3Dtransaction/"));
                aPropertyByNameReadsItsGroupAndTheRest(reader);
            }
        }
    }

    private static void aPropertyByNameReadsItsGroupAndTheRest(TrinoReader reader) throws SQLException {
        for (String view : List.of("property_values", "item_latest")) {
            for (String property : List.of("790", "available")) {
                assertThat(reader.filesReadBy("SELECT value FROM retailrocket.%s WHERE itemid = 1 AND property = '%s'"
                                .formatted(view, property)))
                        .as("%s of %s", view, property)
                        .anyMatch(path -> path.contains("/property_group%3D" + property + "/"))
                        .allMatch(path -> path.matches(".*/property_group%3D(other|" + property + ")/.*"));
            }
        }
    }

    private static void same(TrinoReader reader, String view, List<List<String>> expected) throws SQLException {
        List<List<String>> seen = reader.ask("SELECT * FROM retailrocket." + view);
        System.out.printf("%s: %d rows%n", view, seen.size());
        assertThat(expected).isNotEmpty();
        assertThat(sorted(seen)).isEqualTo(sorted(expected));
    }

    /** AssertJ compares rows in any order by trying all pairs, which takes minutes. */
    private static List<String> sorted(List<List<String>> rows) {
        return rows.stream().map(List::toString).sorted().toList();
    }

    private Path input() throws IOException {
        String given = System.getProperty("mayfly.data");
        if (given != null) {
            return Path.of(given);
        }
        Path input = folder.resolve("input");
        if (!Files.exists(input)) {
            new RetailRocket(0.002, 5).write(input, rows -> {});
            append(input.resolve("events.csv"), AWKWARD_EVENTS);
            append(input.resolve("item_properties_part1.csv"), AWKWARD_PROPERTIES);
            append(input.resolve("category_tree.csv"), AWKWARD_CATEGORIES);
        }
        return input;
    }

    private static void append(Path file, String rows) throws IOException {
        Files.writeString(file, rows, StandardOpenOption.APPEND);
    }
}
