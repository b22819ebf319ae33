package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers with their default settings make of the files. */
class ReadersTest {
    private static final List<String> DAYS = List.of(
            "0001-01-01",
            "1066-10-14",
            "1582-10-04",
            "1582-10-10",
            "1582-10-15",
            "1899-12-30",
            "1969-12-31",
            "9999-12-31");
    private static final long MOST_BYTES_OF_A_ROW_GROUP = 16L << 20;

    @TempDir
    private Path dir;

    private Workbench bench;

    @BeforeEach
    void layOutTheBench() {
        bench = new Workbench(dir);
    }

    /** Spark refuses such days and times in a file that does not name its writer. */
    @ParameterizedTest
    @ValueSource(strings = {"date", "timestamp", "timestamp(3)"})
    void sparkReadsOldDaysAndTimesWithoutASetting(String type) {
        String rows = DAYS.stream()
                .map(day -> type.equals("date") ? day : day + " 00:00:01")
                .collect(Collectors.joining("\n", "value\n", "\n"));
        written("value:" + type, rows);

        String text = type.equals("date") ? "cast(value as string)" : "date_format(value, 'yyyy-MM-dd HH:mm:ss')";
        List<String> bySpark = SharedSpark.session()
                .read()
                .parquet(dir.resolve("curated/t").toUri().toString() + "*/")
                .selectExpr(text + " as text")
                .collectAsList()
                .stream()
                .map(Row.class::cast)
                .map(row -> row.getString(0))
                .sorted()
                .toList();
        String sql = type.equals("date") ? "value" : "strftime(make_timestamp(epoch_us(value)), '%Y-%m-%d %H:%M:%S')";
        assertThat(bySpark)
                .hasSize(DAYS.size())
                .isEqualTo(DuckDb.rows("select lpad(%s::varchar, %d, '0') from '%s' order by 1"
                        .formatted(sql, type.equals("date") ? 10 : 19, files())));
    }

    @Test
    void everyFileNamesTheSparkThatWroteIt() {
        written("value:bigint", "value\n1\nno number\n");

        assertThat(DuckDb.rows("select distinct decode(value) from parquet_kv_metadata('%s/curated/**/*.parquet')"
                        .formatted(dir)))
                .containsExactly(SharedSpark.session().version());
    }

    /** A reader that takes every object below a folder for a file of the table meets nothing else. */
    @Test
    void nothingButParquetLiesInATable() throws IOException {
        written("value:bigint", "value\n1\nno number\n");

        try (Stream<Path> all = Files.walk(dir.resolve("curated"))) {
            assertThat(all.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString())
                            .filter(name -> !name.endsWith(".crc")))
                    .isNotEmpty()
                    .allMatch(name -> name.endsWith(".parquet"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000, 900_000})
    void rowGroupsEndByBytesHoweverWideRowsAre(int bytesOfARow) {
        Random random = new Random(bytesOfARow);
        int rows = 40_000_000 / bytesOfARow;
        StringBuilder csv = new StringBuilder("value\n");
        for (int i = 0; i < rows; i++) {
            byte[] noise = new byte[bytesOfARow * 3 / 4];
            random.nextBytes(noise);
            csv.append(Base64.getEncoder().encodeToString(noise)).append('\n');
        }
        written("value:string", csv.toString());

        String metadata = "parquet_metadata('%s')".formatted(files());
        assertThat(number("count(*)", "'" + files() + "'")).isEqualTo(rows);
        assertThat(number("count(*)", metadata)).isGreaterThan(2);
        assertThat(number("max(row_group_bytes)", metadata)).isLessThan(MOST_BYTES_OF_A_ROW_GROUP);
    }

    private static long number(String value, String relation) {
        return Long.parseLong(
                DuckDb.rows("select %s from %s".formatted(value, relation)).get(0));
    }

    private void written(String column, String csv) {
        assertThat(bench.run(bench.plan(bench.table("t", List.of(bench.file("t.csv", csv)), UNPARTITIONED, column))))
                .isZero();
    }

    private String files() {
        return dir.resolve("curated/t") + "/**/*.parquet";
    }
}
