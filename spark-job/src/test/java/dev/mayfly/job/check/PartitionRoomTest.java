package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionRoomTest {
    @Test
    void countsBytesAsSparkWritesThemInAFolder() {
        for (char c = 1; c < 0x3000; c++) {
            String value = "a" + c + "b";
            assertThat(PartitionRoom.bytes(value))
                    .as("bytes of a, character %d and b", (int) c)
                    .isEqualTo(ExternalCatalogUtils.escapePathName(value).getBytes(UTF_8).length);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,252", "2,252", "3,177", "4,132", "10,50"})
    void sharesAKeyAmongItsPartitions(int partitions, int bytes) {
        assertThat(PartitionRoom.of(columns(partitions), List.of()).of("p1")).isEqualTo(bytes);
    }

    @Test
    void leavesNothingForAColumnWhoseNameTakesItAll() {
        assertThat(PartitionRoom.of(columns(1), List.of()).of("c".repeat(255))).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "a,252,ACCEPTED,0",
        "a,253,REJECTED,253",
        "a,300,REJECTED,300",
        "a,1000,REJECTED,'1,000'",
        "ü,126,ACCEPTED,0",
        "ü,127,REJECTED,254",
        "/,84,ACCEPTED,0",
        "/,85,REJECTED,255",
        "漢,84,ACCEPTED,0",
        "漢,85,REJECTED,255",
        "😀,63,ACCEPTED,0"
    })
    void rejectsARowWhoseValueHasNoRoomInAFolder(String letter, int times, LineKind kind, String bytes) {
        List<TypedColumn> columns = columns(1);
        FileHeader header = ((FileHeader.Read.Bound)
                        FileHeader.bind(URI.create("file:///f.csv"), "p1,id".getBytes(UTF_8), columns, List.of()))
                .header();
        byte[] line = (letter.repeat(times) + ",1").getBytes(UTF_8);
        LineClassifier judge = new LineClassifier(columns, List.of(), header, new NoTarget());
        assertThat(judge.judge(line, 0, line.length)).isEqualTo(kind);
        if (kind == LineKind.REJECTED) {
            assertThat(judge.reason()).isEqualTo("p1 has %s bytes as a partition value; at most 252".formatted(bytes));
        }
    }

    private static List<TypedColumn> columns(int partitions) {
        return IntStream.rangeClosed(0, partitions)
                .mapToObj(i -> i == 0
                        ? new TypedColumn("id", "int", false, false)
                        : new TypedColumn("p" + i, "string", false, true))
                .toList();
    }

    private static final class NoTarget implements RowTarget {
        @Override
        public void begin() {}

        @Override
        public void nothing(int column) {}

        @Override
        public void whole(int column, long value) {}

        @Override
        public void text(int column, byte[] bytes, int start, int length) {}

        @Override
        public void value(int column, Object value) {}
    }
}
