package dev.mayfly.local.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.http.AwsError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.model.Column;

class PartitionExpressionTest {
    private static final List<Column> KEYS = List.of(
            Column.builder().name("dt").type("date").build(),
            Column.builder().name("item").type("bigint").build(),
            Column.builder().name("price").type("decimal(10,2)").build());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "dt = '2026-11-02'",
                "((DT = date '2026-11-02'))",
                "item > 9",
                "item<>9 and item != '9'",
                "NOT item = 9",
                "price = 1.5",
                "dt LIKE '2026-1_-%'",
                "dt NOT LIKE '2025%'",
                "dt IS NOT NULL",
                "item NOT IN (1, 2, 3)",
                "item NOT BETWEEN 1 AND 9",
                "item = 1 OR dt > '2026' AND price <= 1.50",
                "(item = 1 OR dt > '2026') AND `price` >= 1.5",
            })
    void matchesWhatItDescribes(String expression) {
        assertThat(matches(expression, "2026-11-02", "10", "1.50")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dt = '2026-11-03'",
                "item < 9",
                "dt LIKE '%x'",
                "dt IS NULL",
                "(item = 1 OR dt > '2026') AND price > 2",
                "NOT (item = 10)"
            })
    void turnsDownWhatItDoesNot(String expression) {
        assertThat(matches(expression, "2026-11-02", "10", "1.50")).isFalse();
    }

    @Test
    void aNullComparesWithNothing() {
        assertThat(matches("dt IS NULL", PartitionExpression.NULL, "1", "1")).isTrue();
        assertThat(matches("dt = 'x'", PartitionExpression.NULL, "1", "1")).isFalse();
        assertThat(matches("dt <> 'x'", PartitionExpression.NULL, "1", "1")).isFalse();
        assertThat(matches("dt NOT IN ('x')", PartitionExpression.NULL, "1", "1"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dt", "dt =", "dt = 'a' dt = 'b'", "dt IN ()", "other = 1", "dt = 'a", "dt ~ 'a'", "(dt = 'a'"})
    void refusesWhatItCannotRead(String expression) {
        assertThatThrownBy(() -> matches(expression, "a", "1", "1"))
                .isInstanceOfSatisfying(
                        AwsError.class, e -> assertThat(e.code()).isEqualTo("InvalidInputException"))
                .hasMessageStartingWith("Unsupported expression '" + expression + "'");
    }

    private static boolean matches(String expression, String... values) {
        return PartitionExpressionParser.parse(expression, KEYS).matches(List.of(values));
    }
}
