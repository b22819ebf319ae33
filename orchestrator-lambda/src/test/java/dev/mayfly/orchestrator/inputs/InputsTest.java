package dev.mayfly.orchestrator.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.run.IgnoredFiles;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {
    private static final URI SOURCE = S3Uris.of("raw", "_landing/shop/");
    private static final Map<String, Inputs.Wanted> ORDERS = Map.of("orders", new Inputs.Wanted("**.csv", false));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_archive/2024/orders.csv",
                "2024/_quarantine/orders.csv",
                "a/.git/x.csv",
                "x/_tmp=1/part-0.csv",
                "_temporary/0/part-0.csv",
                ".orders.csv"
            })
    void whatLiesInAHiddenFolderBelongsToNoTable(String name) {
        Inputs inputs = sort(name, "2024/orders.csv");

        assertThat(names(inputs)).containsExactly("2024/orders.csv");
        assertThat(inputs.problems()).isEmpty();
        assertThat(inputs.ignored()).isEqualTo(new IgnoredFiles(0, List.of(), 1));
    }

    @Test
    void folderMarkersAreNoFiles() {
        Inputs inputs = Inputs.sort(
                SOURCE,
                List.of(
                        file("", 0),
                        file("2024/", 0),
                        file("a.csv/", 0),
                        file("2024.csv_$folder$", 0),
                        file("a.csv", 0)),
                ORDERS);

        assertThat(names(inputs)).containsExactly("a.csv");
        assertThat(inputs.ignored()).isEqualTo(IgnoredFiles.NONE);
    }

    @Test
    void anObjectWithContentWhoseKeyIsAFoldersIsNamed() {
        Inputs inputs = Inputs.sort(SOURCE, List.of(file("2024.csv/", 7), file("", 7)), ORDERS);

        assertThat(names(inputs)).isEmpty();
        assertThat(inputs.ignored().files()).isEqualTo(2);
        assertThat(inputs.ignored().describe())
                .startsWith("2 objects belong to no table and are not read: 2024.csv/ (its key ends in a slash")
                .contains("upload it under a name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ORDERS-2.CSV|it matches orders*.csv of table orders but for letter case: rename it, or widen the pattern",
                "Orders.csv|it matches orders*.csv of table orders but for letter case: rename it, or widen the pattern",
                "orders-3.csv.bak|it matches no table's pattern",
                "2024/orders.csv|it matches no table's pattern",
                "README.txt|it matches no table's pattern"
            })
    void aFileOfNoTableIsCountedAndNamedWithTheReason(String name, String why) {
        Inputs inputs = Inputs.sort(
                SOURCE,
                List.of(file("orders-1.csv", 1), file(name, 1)),
                Map.of("orders", new Inputs.Wanted("orders*.csv", true)));

        assertThat(names(inputs)).containsExactly("orders-1.csv");
        assertThat(inputs.problems()).isEmpty();
        assertThat(inputs.ignored()).isEqualTo(new IgnoredFiles(1, List.of(new IgnoredFiles.Example(name, why)), 0));
    }

    @Test
    void ofManyTheFirstAreNamedAndTheRestCounted() {
        Inputs inputs = sort(
                Stream.iterate(100, i -> i + 1).limit(12).map(i -> i + ".txt").toArray(String[]::new));

        assertThat(inputs.ignored().files()).isEqualTo(12);
        assertThat(inputs.ignored().examples()).hasSize(10);
        assertThat(inputs.ignored().describe())
                .contains("100.txt (", "102.txt (")
                .endsWith(" and 9 more");
    }

    @ParameterizedTest
    @CsvSource({
        "2024//orders.csv,upload it without the empty folder",
        "/orders.csv,upload it without the empty folder",
        "a/./b.csv,upload it under a key without . and .. as folders",
        "a/../b.csv,upload it under a key without . and .. as folders"
    })
    void aKeyThatSparkWouldReadAsAnotherStopsARunBeforeItsLaunch(String name, String remedy) {
        Inputs inputs = sort(name, "good.csv");

        assertThat(names(inputs)).containsExactly("good.csv");
        assertThat(inputs.problems())
                .containsExactly("s3://raw/_landing/shop/%s cannot be read by Spark: %s".formatted(name, remedy));
    }

    @Test
    void suchKeysAreOneProblemHoweverManyThereAre() {
        Inputs inputs = sort("a//1.csv", "a//2.csv", "a//3.csv");

        assertThat(inputs.problems())
                .containsExactly(
                        "s3://raw/_landing/shop/a//1.csv cannot be read by Spark: upload it without the empty folder; 2 more objects have such keys");
    }

    /** A pattern that knows nothing of empty folders meant the file all the same. */
    @Test
    void aPatternWithoutTheEmptyFolderStopsARunAsWell() {
        Inputs inputs = Inputs.sort(
                SOURCE,
                List.of(file("2024//orders.csv", 1), file("2024//notes.txt", 1)),
                Map.of("orders", new Inputs.Wanted("*/orders.csv", false)));

        assertThat(inputs.problems()).singleElement().asString().contains("2024//orders.csv");
        assertThat(inputs.ignored().examples())
                .extracting(IgnoredFiles.Example::file)
                .containsExactly("2024//notes.txt");
    }

    private static Inputs sort(String... names) {
        return Inputs.sort(SOURCE, Stream.of(names).map(name -> file(name, 1)).toList(), ORDERS);
    }

    private static List<String> names(Inputs inputs) {
        return inputs.byTable().get("orders").stream()
                .map(file -> Inputs.below(SOURCE, file.uri()))
                .toList();
    }

    private static InputFile file(String name, long bytes) {
        return new InputFile(S3Uris.of("raw", "_landing/shop/" + name), "etag", bytes);
    }
}
