package dev.mayfly.simulator.mutant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MutantsTest {
    private static final Path DOCS = Path.of("..", "docs", "measurements", "simulation.md");
    private static final String HEADING = "| mutant | ";

    /** Their seeds change with whatever is drawn by chance, and are as new as the table's date says. */
    @Test
    void areThoseOfTheTableInTheDocs() throws IOException {
        assertThat(table())
                .containsExactlyElementsOf(
                        Mutants.all().stream().map(Mutant::name).toList());
    }

    private static List<String> table() throws IOException {
        return Files.readString(DOCS, UTF_8)
                .lines()
                .dropWhile(line -> !line.startsWith(HEADING))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> line.split(" \\| ", -1)[0].substring(2))
                .toList();
    }
}
