package dev.mayfly.job.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnRule;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.S3Uris;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathColumnsTest {
    private static final Column ID = new Column("id", ColumnType.of("bigint"), false, "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x/dt=2024-05-01/a.csv         | 2024-05-01
            dt=a%20b/a.csv                | a b
            dt=a+b/a.csv                  | a+b
            DT=a%2Fb%3Dc/a.csv            | a/b=c
            dt=%C3%BC/a.csv               | ü
            dt=%FC/a.csv                  | ü
            dt=ü#?/a.csv                  | ü#?
            dt=100%/a.csv                 | 100%
            dt=%4/a.csv                   | %4
            dt=a=b/a.csv                  | a=b
            """)
    void readsAFoldersValue(String key, String value) {
        assertThat(read(key, path("string", false))).containsExactly(new PathValue(1, value));
    }

    @Test
    void readsTwoFolders() {
        assertThat(PathColumns.read(
                                S3Uris.of("b", "dt=2024-05-01/region=eu/a.csv"),
                                FileHeaderTest.typed(ID, path("date", false), named("area", "region", "string")))
                        .values())
                .containsExactly(new PathValue(1, "2024-05-01"), new PathValue(2, "eu"));
    }

    @Test
    void readsNoValue() {
        assertThat(read("dt=__HIVE_DEFAULT_PARTITION__/a.csv", path("date", true)))
                .containsExactly(new PathValue(1, ""));
        assertThat(problem("dt=/a.csv", path("date", false)))
                .isEqualTo("its path has no value for dt=, and column day needs one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x/a.csv                   | its path has no folder `dt=…`, from which column day is read
            dt=2024-05-01.csv         | its path has no folder `dt=…`
            dt=1/dt=2/a.csv           | its path has 2 folders `dt=…`
            dt=2024-13-01/a.csv       | its path gives column day the value '2024-13-01', which is no date
            dt=1999-01-01/a.csv       | its path gives column day the value '1999-01-01', which is below the least allowed, 2000-01-01
            """)
    void namesWhatIsWrongWithAPath(String key, String why) {
        Column day = new Column(
                "day",
                ColumnType.of("date"),
                false,
                "",
                List.of(new ColumnRule.AtLeast("2000-01-01")),
                List.of(),
                "dt",
                Set.of());
        assertThat(problem(key, day)).startsWith(why);
    }

    private static Column path(String type, boolean nullable) {
        return new Column("day", ColumnType.of(type), nullable, "", List.of(), List.of(), "dt", Set.of());
    }

    private static Column named(String name, String key, String type) {
        return new Column(name, ColumnType.of(type), false, "", List.of(), List.of(), key, Set.of());
    }

    private static List<PathValue> read(String key, Column column) {
        return PathColumns.read(S3Uris.of("b", key), FileHeaderTest.typed(ID, column))
                .values();
    }

    private static String problem(String key, Column column) {
        return String.join(
                "; ",
                PathColumns.read(S3Uris.of("b", key), FileHeaderTest.typed(ID, column))
                        .problems());
    }
}
