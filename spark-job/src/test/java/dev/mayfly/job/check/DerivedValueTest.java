package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.ColumnType.Kind;
import dev.mayfly.job.row.RowBuffer;
import dev.mayfly.job.row.RowLayout;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DerivedValueTest {
    @ParameterizedTest
    @CsvSource({"37, 5", "0, 0", "-1, -1", "-37, -5", "9223372036854775807, 15", "-9223372036854775808, 0"})
    void hasTheRemainderThatSqlHas(long value, int bucket) throws BadValue {
        assertThat(new DerivedValue.Bucket("b", 0, 16).of(value)).isEqualTo(bucket);
    }

    @ParameterizedTest
    @CsvSource({
        "BIGINT, 1430622000000, 2015-05-03",
        "BIGINT, -1, 1969-12-31",
        "BIGINT, -62135596800000, 0001-01-01",
        "TIMESTAMP, 1430697599999999, 2015-05-03",
        "DATE, 16558, 2015-05-03"
    })
    void hasTheDayInUtc(Kind kind, long value, LocalDate day) throws BadValue {
        assertThat(new DerivedValue.Day("d", 0, kind).of(value)).isEqualTo((int) day.toEpochDay());
    }

    @Test
    void hasNoDayOfMicrosecondsThatAreTakenForMilliseconds() {
        assertThatThrownBy(() -> new DerivedValue.Day("d", 0, Kind.BIGINT).of(1_430_622_000_000_000L))
                .isInstanceOf(BadValue.class)
                .hasMessage("time of the years 1 to 9999 in epoch milliseconds, so it has no day");
    }

    /** The plan refuses such columns, so whatever they throw stands for what nobody foresaw. */
    @Test
    void rejectsARowOfWhichSomethingUnforeseenIsThrown() {
        List<TypedColumn> columns =
                List.of(new TypedColumn("id", "bigint", false, false), new TypedColumn("note", "string", true, false));
        FileHeader header = new FileHeader("id,note", List.of("id", "note"), List.of(0, 1));
        List<DerivedValue> derived =
                List.of(new DerivedValue.Bucket("b", 0, 0), new DerivedValue.Day("d", 1, Kind.STRING));
        RowBuffer row = new RowBuffer(new RowLayout(columns, List.of(), List.of(), List.of(), false));
        byte[] line = "7,Q7-SECRET".getBytes(UTF_8);
        for (DerivedValue one : derived) {
            LineClassifier judge = new LineClassifier(columns, List.of(one), header, row);
            assertThat(judge.judge(line, 0, line.length)).isEqualTo(LineKind.REJECTED);
            assertThat(judge.reason())
                    .isEqualTo(judge.fault())
                    .isEqualTo(
                            one.from() == 0
                                    ? "id cannot be made into a partition: ArithmeticException"
                                    : "note cannot be made into a partition: ClassCastException");
        }
    }

    @Test
    void groupsWhatIsNotNamedWithTheRest() throws BadValue {
        DerivedValue counted = new DerivedValue.Ungrouped("g", 0);
        assertThat(counted.of(888L)).isEqualTo(text("888"));
        DerivedValue group = counted.grouped(Map.of("g", Set.of("888", "categoryid")));
        assertThat(group.of(888L)).isEqualTo(text("888"));
        assertThat(group.of(text("categoryid"))).isEqualTo(text("categoryid"));
        assertThat(group.of(text("790"))).isEqualTo(text("other"));
        assertThat(group.of(text("other"))).isEqualTo(text("other"));
    }

    private static UTF8String text(String value) {
        return UTF8String.fromString(value);
    }
}
