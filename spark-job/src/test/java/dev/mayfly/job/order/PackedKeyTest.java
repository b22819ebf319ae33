package dev.mayfly.job.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class PackedKeyTest {
    private static final int[] WORD_THEN_NUMBERS = {1, 0, 2};

    @Test
    void ordersRowsAsTheirColumnsDoNothingFirst() {
        List<Object[]> rows = rows(5_000);
        PackedKey key = surveyed(rows).key(1).orElseThrow();
        Comparator<Object[]> byColumns = Comparator.<Object[], Boolean>comparing(row -> row[1] != null)
                .thenComparing((a, b) -> a[1] == null ? 0 : ((UTF8String) a[1]).compareTo((UTF8String) b[1]))
                .thenComparing(row -> (Long) row[0])
                .thenComparing(row -> (Integer) row[2]);
        List<Object[]> expected = new ArrayList<>(rows);
        expected.sort(byColumns);
        List<Object[]> packed = new ArrayList<>(rows);
        packed.sort(Comparator.comparingLong(key::of));
        assertThat(packed).isEqualTo(expected);
    }

    @Test
    void cutsRangesOfAboutAsManyRows() {
        List<Object[]> rows = rows(50_000);
        PackedKey key = surveyed(rows).key(4).orElseThrow();
        Integer[] counts = {0, 0, 0, 0};
        rows.forEach(row -> counts[key.range(key.of(row))] += 1);
        assertThat(List.of(counts)).allSatisfy(count -> assertThat(count).isBetween(11_000, 14_000));
    }

    @Test
    void isNothingWhereTheColumnsNeedMoreThan63Bits() {
        KeySurvey survey = new KeySurvey(new int[] {0, 1});
        survey.add(new Object[] {0L, 0L});
        survey.add(new Object[] {1L << 40, 1L << 40});
        assertThat(survey.key(1)).isEmpty();
    }

    @Test
    void isNothingWhereAColumnIsFreeText() {
        KeySurvey survey = new KeySurvey(new int[] {0});
        for (int i = 0; i < 5_000; i++) {
            survey.add(new Object[] {UTF8String.fromString("text " + i)});
        }
        assertThat(survey.key(1)).isEmpty();
    }

    @Test
    void refusesAValueThatWasNotThereWhenItCounted() {
        PackedKey key = surveyed(rows(100)).key(1).orElseThrow();
        assertThatThrownBy(() -> key.of(new Object[] {7L, UTF8String.fromString("unheard"), 3}))
                .hasMessage("unheard was not there when the rows were counted; the input changed meanwhile");
    }

    /** Surveyed in two halves, as two tasks do. */
    private static KeySurvey surveyed(List<Object[]> rows) {
        KeySurvey first = new KeySurvey(WORD_THEN_NUMBERS);
        KeySurvey second = new KeySurvey(WORD_THEN_NUMBERS);
        for (int i = 0; i < rows.size(); i++) {
            (i % 2 == 0 ? first : second).add(rows.get(i));
        }
        first.add(KeySurvey.of(second.bytes()));
        return first;
    }

    private static List<Object[]> rows(int count) {
        Random random = new Random(7);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int word = random.nextInt(6);
            rows.add(new Object[] {
                random.nextLong(1L << 40) - (1L << 39),
                word == 0
                        ? null
                        : UTF8String.fromString(
                                List.of("b", "a", "é", "aa", "B").get(word - 1)),
                random.nextInt(1_000)
            });
        }
        return rows;
    }
}
