package dev.mayfly.job.sort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.job.check.TypedColumn;
import dev.mayfly.job.row.RowBuffer;
import dev.mayfly.job.row.RowLayout;
import dev.mayfly.job.row.RowOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class RangePartitionerTest {
    private static final List<TypedColumn> COLUMNS =
            List.of(new TypedColumn("kind", "string", false, true), new TypedColumn("id", "bigint", false, false));
    private static final RowLayout BY_KIND = new RowLayout(COLUMNS, List.of(), List.of(0), List.of(0, 1), false);
    private static final RowLayout BY_ID = new RowLayout(COLUMNS, List.of(), List.of(), List.of(1), false);
    private static final RowLayout NO_ORDER = new RowLayout(COLUMNS, List.of(), List.of(), List.of(), false);

    @Test
    void cutsRangesOfAboutAsManyRowsOneAfterTheOther() {
        List<UnsafeRow> rows = rows(20_000, 0);
        Ranges ranges = RangePartitioner.of(BY_ID, rows.subList(0, 2_000), 8);
        assertThat(ranges.count()).isEqualTo(8);
        int[] counts = new int[8];
        long[] lowest = IntStream.range(0, 8).mapToLong(i -> Long.MAX_VALUE).toArray();
        long[] highest = new long[8];
        Ranges.Finder finder = ranges.finder();
        for (UnsafeRow row : rows) {
            int range = finder.of(row);
            counts[range]++;
            lowest[range] = Math.min(lowest[range], row.getLong(1));
            highest[range] = Math.max(highest[range], row.getLong(1));
        }
        assertThat(IntStream.of(counts).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(1_900, 3_100));
        for (int i = 1; i < 8; i++) {
            assertThat(lowest[i]).isGreaterThan(highest[i - 1]);
        }
    }

    @Test
    void beginsARangeWhereALargePartitionBegins() {
        Ranges ranges = RangePartitioner.of(BY_KIND, rows(10_000, 95), 10);
        Ranges.Finder finder = ranges.finder();
        int first = finder.of(row("view", Long.MIN_VALUE));
        assertThat(first).isEqualTo(1);
        assertThat(ranges.beginsPartition(1)).isTrue();
        assertThat(IntStream.range(2, ranges.count())).noneMatch(ranges::beginsPartition);
        assertThat(finder.of(row("cart", Long.MAX_VALUE))).isZero();
        assertThat(finder.of(row("zoo", 7))).isEqualTo(ranges.count() - 1);
    }

    @Test
    void findsTheRangeThatComparingColumnByColumnFinds() {
        RowLayout shape = new RowLayout(
                List.of(new TypedColumn("word", "string", true, false), new TypedColumn("id", "bigint", true, false)),
                List.of(),
                List.of(),
                List.of(0, 1),
                false);
        Random random = new Random(5);
        List<String> words = List.of("a", "category", "categories", "categoryid", "available", "é", "ab");
        List<UnsafeRow> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            RowBuffer bytes = new RowBuffer(shape);
            bytes.begin();
            int word = random.nextInt(words.size() + 1);
            if (word < words.size()) {
                bytes.value(0, UTF8String.fromString(words.get(word)));
            } else {
                bytes.nothing(0);
            }
            if (random.nextInt(9) == 0) {
                bytes.nothing(1);
            } else {
                bytes.whole(1, random.nextInt(8) == 0 ? Long.MIN_VALUE : random.nextInt(40) - 20);
            }
            rows.add(bytes.row().copy());
        }
        Ranges ranges = RangePartitioner.of(shape, rows.subList(0, 1_000), 60);
        Ranges.Finder finder = ranges.finder();
        RowOrder order = new RowOrder(shape);
        assertThat(ranges.count()).isGreaterThan(40);
        assertThat(rows)
                .allSatisfy(row -> assertThat((long) finder.of(row))
                        .isEqualTo(ranges.bounds().stream()
                                .filter(bound -> order.compare(bound.at(2), row, bound.columns()) <= 0)
                                .count()));
    }

    @Test
    void spreadsRowsWithoutAnOrderByWhatIsInThem() {
        Ranges ranges = RangePartitioner.of(NO_ORDER, List.of(), 4);
        Ranges.Finder finder = ranges.finder();
        List<UnsafeRow> rows = rows(4_000, 50);
        int[] counts = new int[4];
        rows.forEach(row -> counts[finder.of(row)]++);
        assertThat(IntStream.of(counts).boxed().toList())
                .allSatisfy(count -> assertThat(count).isBetween(850, 1_150));
        assertThat(rows).allSatisfy(row -> assertThat(finder.of(row.copy())).isEqualTo(finder.of(row)));
    }

    @Test
    void keepsAPartitionInOneTaskUnlessItIsLargerThanAFile() {
        Ranges ranges = RangePartitioner.of(BY_KIND, rows(10_000, 95), 10);
        long[] bytes = IntStream.range(0, ranges.count()).mapToLong(i -> 100).toArray();
        List<Integer> large = IntStream.range(1, ranges.count()).boxed().toList();
        assertThat(FileTasks.of(ranges, bytes, 1_000_000, 8)).containsExactly(List.of(0), large);
        List<List<Integer>> split = FileTasks.of(ranges, bytes, 500, 8);
        assertThat(split).hasSize(3);
        assertThat(split.stream().flatMap(List::stream).toList())
                .isEqualTo(IntStream.range(0, ranges.count()).boxed().toList());
    }

    /** So many per cent views, the others carts. */
    private static List<UnsafeRow> rows(int count, int views) {
        Random random = new Random(11);
        List<UnsafeRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(row(random.nextInt(100) < views ? "view" : "cart", random.nextInt(1_000_000)));
        }
        return rows;
    }

    private static UnsafeRow row(String kind, long id) {
        RowBuffer bytes = new RowBuffer(BY_ID);
        bytes.begin();
        bytes.value(0, UTF8String.fromString(kind));
        bytes.whole(1, id);
        return bytes.row().copy();
    }
}
