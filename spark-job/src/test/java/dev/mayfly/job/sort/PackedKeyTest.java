package dev.mayfly.job.sort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.row.RowBuffer;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.row.RowOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class PackedKeyTest {
    private static final RowLayout WORD_THEN_NUMBERS = shape(List.of(1, 0, 2));

    @Test
    void ordersRowsAsTheirColumnsDoNothingFirst() {
        List<UnsafeRow> rows = rows(5_000);
        PackedKey key = surveyed(rows).key().orElseThrow();
        Comparator<UnsafeRow> byColumns = Comparator.<UnsafeRow, Boolean>comparing(row -> !row.isNullAt(1))
                .thenComparing((a, b) -> a.isNullAt(1) ? 0 : a.getUTF8String(1).compareTo(b.getUTF8String(1)))
                .thenComparing(row -> row.getLong(0))
                .thenComparing(row -> row.getLong(2));
        List<UnsafeRow> expected = new ArrayList<>(rows);
        expected.sort(byColumns);
        List<UnsafeRow> packed = new ArrayList<>(rows);
        packed.sort(Comparator.comparingLong(key::of));
        assertThat(packed).isEqualTo(expected);
        List<UnsafeRow> compared = new ArrayList<>(rows);
        compared.sort(new RowOrder(WORD_THEN_NUMBERS)::compare);
        assertThat(compared).isEqualTo(expected);
    }

    @Test
    void isNothingWhereTheColumnsNeedMoreThan63Bits() {
        ColumnStatistics survey = new ColumnStatistics(shape(List.of(0, 2)));
        for (int i = 0; i < 600; i++) {
            survey.add(row((long) i << 31, null, (long) i << 31));
        }
        assertThat(survey.key()).isEmpty();
    }

    @Test
    void takesThePlacesOfFewNumbersWhereTheirSpansNeedMoreThan63Bits() {
        List<UnsafeRow> rows = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            rows.add(row((i % 30 - 15L) << 57, i % 7 == 0 ? null : "word", i / 30 * (1L << 40)));
        }
        PackedKey key = surveyed(rows).key().orElseThrow();
        List<UnsafeRow> packed = new ArrayList<>(rows);
        packed.sort(Comparator.comparingLong(key::of));
        List<UnsafeRow> compared = new ArrayList<>(rows);
        compared.sort(new RowOrder(WORD_THEN_NUMBERS)::compare);
        assertThat(packed).isEqualTo(compared);
        assertThat(packed.stream().mapToLong(key::of).distinct())
                .hasSize((int) packed.stream().distinct().count());
        UnsafeRow unheard = row(7, "word", 0);
        assertThatThrownBy(() -> key.of(unheard)).hasMessageStartingWith("a value was not there");
    }

    @Test
    void isNothingWhereAColumnIsFreeText() {
        ColumnStatistics survey = new ColumnStatistics(shape(List.of(1)));
        for (int i = 0; i < 5_000; i++) {
            survey.add(row(i, "text " + i, 0));
        }
        assertThat(survey.key()).isEmpty();
    }

    @Test
    void refusesAValueThatWasNotThereWhenItCounted() {
        PackedKey key = surveyed(rows(100)).key().orElseThrow();
        UnsafeRow row = row(7, "unheard", 3);
        assertThatThrownBy(() -> key.of(row))
                .hasMessage("a value was not there when the rows were counted; the input changed meanwhile");
    }

    /** Surveyed in two halves, as two tasks do. */
    private static ColumnStatistics surveyed(List<UnsafeRow> rows) {
        ColumnStatistics first = new ColumnStatistics(WORD_THEN_NUMBERS);
        ColumnStatistics second = new ColumnStatistics(WORD_THEN_NUMBERS);
        for (int i = 0; i < rows.size(); i++) {
            (i % 2 == 0 ? first : second).add(rows.get(i));
        }
        first.add(second);
        return first;
    }

    private static RowLayout shape(List<Integer> order) {
        return new RowLayout(
                List.of(
                        new TypedColumn("one", "bigint", false, false),
                        new TypedColumn("word", "string", true, false),
                        new TypedColumn("two", "bigint", false, false)),
                List.of(),
                List.of(),
                order,
                false);
    }

    private static UnsafeRow row(long one, String word, long two) {
        RowBuffer bytes = new RowBuffer(WORD_THEN_NUMBERS);
        bytes.begin();
        bytes.whole(0, one);
        if (word == null) {
            bytes.nothing(1);
        } else {
            bytes.value(1, UTF8String.fromString(word));
        }
        bytes.whole(2, two);
        return bytes.row().copy();
    }

    private static List<UnsafeRow> rows(int count) {
        Random random = new Random(7);
        List<UnsafeRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int word = random.nextInt(6);
            rows.add(row(
                    random.nextLong(1L << 40) - (1L << 39),
                    word == 0 ? null : List.of("b", "a", "é", "aa", "B").get(word - 1),
                    random.nextInt(1_000)));
        }
        return rows;
    }
}
