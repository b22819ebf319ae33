package dev.mayfly.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailRocketTest {
    @TempDir
    private Path folder;

    @Test
    void writesTheFourFilesWithTheRealHeadersAndTellsOfEveryRow() throws IOException {
        AtomicLong told = new AtomicLong();
        RetailRocket generator = new RetailRocket(0.01, 7);
        List<Path> files = generator.write(folder, told::addAndGet);
        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "category_tree.csv", "events.csv", "item_properties_part1.csv", "item_properties_part2.csv");
        assertThat(lines("category_tree.csv")).hasSize(1_670).startsWith("categoryid,parentid");
        assertThat(lines("events.csv")).hasSize(27_562).startsWith("timestamp,visitorid,event,itemid,transactionid");
        assertThat(lines("item_properties_part1.csv")).hasSize(110_001).startsWith("timestamp,itemid,property,value");
        assertThat(lines("item_properties_part2.csv")).hasSize(92_760).startsWith("timestamp,itemid,property,value");
        assertThat(told).hasValue(generator.rows());
        assertThat(generator.rows()).isEqualTo(1_669 + 27_561 + 110_000 + 92_759);
    }

    @Test
    void makesTheSameBytesOfTheSameSeedAndOthersOfAnother() throws IOException {
        new RetailRocket(0.001, 7).write(folder.resolve("a"), rows -> {});
        new RetailRocket(0.001, 7).write(folder.resolve("b"), rows -> {});
        new RetailRocket(0.001, 8).write(folder.resolve("c"), rows -> {});
        for (String file : List.of("category_tree.csv", "events.csv", "item_properties_part2.csv")) {
            assertThat(Files.mismatch(
                            folder.resolve("a").resolve(file),
                            folder.resolve("b").resolve(file)))
                    .isEqualTo(-1);
            assertThat(Files.mismatch(
                            folder.resolve("a").resolve(file),
                            folder.resolve("c").resolve(file)))
                    .isNotEqualTo(-1);
        }
    }

    @Test
    void keepsTheOdditiesOfTheRealEvents() throws IOException {
        new RetailRocket(0.01, 7).write(folder, rows -> {});
        List<String[]> events = lines("events.csv").stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        assertThat(events).allSatisfy(event -> {
            assertThat(event).hasSize(5);
            assertThat(event[4].isEmpty()).isEqualTo(!event[2].equals("transaction"));
            assertThat(Long.parseLong(event[0])).isBetween(1_430_622_004_384L, 1_442_545_187_788L);
        });
        assertThat(events.stream().collect(Collectors.groupingBy(event -> event[2], Collectors.counting())))
                .containsOnlyKeys("view", "addtocart", "transaction")
                .hasEntrySatisfying("view", views -> assertThat(views).isBetween(26_000L, 27_300L));
        assertThat(new HashSet<>(lines("events.csv"))).hasSize(27_562 - 4);
    }

    @Test
    void makesATreeWithoutCirclesAndWithEveryParentInIt() throws IOException {
        new RetailRocket(0.001, 7).write(folder, rows -> {});
        List<String[]> rows = lines("category_tree.csv").stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        Set<String> ids = rows.stream().map(row -> row[0]).collect(Collectors.toSet());
        assertThat(ids).hasSize(1_669);
        assertThat(rows).filteredOn(row -> row[1].isEmpty()).hasSize(25);
        assertThat(rows).filteredOn(row -> !row[1].isEmpty()).allMatch(row -> ids.contains(row[1]));
    }

    @Test
    void refusesAScaleThatNothingCanBeMadeOf() {
        for (double scale : new double[] {0, -1, 101, Double.NaN}) {
            assertThatThrownBy(() -> new RetailRocket(scale, 7))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("more than 0 and at most 100");
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }
}
