package dev.mayfly.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void isAsWideAsItsWidestCellsAndEndsWithoutBlanks() {
        assertThat(TextTable.lines(
                        List.of(List.of("event", "n"), List.of("view", "1,000"), List.of("transaction", ""))))
                .containsExactly("event        n", "view         1,000", "transaction");
    }
}
