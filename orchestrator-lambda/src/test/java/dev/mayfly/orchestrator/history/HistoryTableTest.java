package dev.mayfly.orchestrator.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is what is declared: a column without a value, or a value without a column, would be lost on readers. */
class HistoryTableTest {
    private static final Map<Class<?>, String> TYPES = Map.of(
            String.class, "string",
            Instant.class, "timestamp",
            long.class, "bigint",
            int.class, "int",
            BigDecimal.class, "decimal(12,4)",
            List.class, "array<string>");

    static Stream<Arguments> rows() {
        return Stream.of(
                Arguments.of(HistoryTable.RUNS, RunRow.class),
                Arguments.of(HistoryTable.GENERATIONS, GenerationRow.class));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasAColumnForEveryPartOfItsRows(HistoryTable table, Class<?> row) {
        assertThat(table.columns().stream().map(column -> column.name() + " " + column.type()))
                .containsExactlyElementsOf(Stream.of(row.getRecordComponents())
                        .map(HistoryTableTest::declared)
                        .toList());
    }

    private static String declared(RecordComponent part) {
        return part.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT) + " "
                + TYPES.get(part.getType());
    }
}
