package dev.mayfly.job;

import static dev.mayfly.job.Workbench.UNPARTITIONED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.TablePlan;
import dev.mayfly.job.GeneratedValues.Sample;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Generated texts of each type through the step and back by DuckDB: each is the value that it was made of, or was rejected with a reason. */
final class ValueRoundTrip {
    private static final long SEED = 20261201;

    private final Path dir;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

    ValueRoundTrip(Path dir) {
        this.dir = dir;
    }

    /** So many texts of each type, each in a row of its own in which the columns of the other types are empty. */
    void of(int texts) {
        for (String type : GeneratedValues.TYPES) {
            samples.put(type, GeneratedValues.of(ColumnType.of(type), texts, SEED));
        }
        Workbench bench = new Workbench(dir);
        TablePlan table = bench.table(
                "values",
                List.of(bench.file("values.csv", csv())),
                UNPARTITIONED,
                columns().toArray(String[]::new));
        assertThat(bench.run(bench.plan(Workbench.allowing(1, table)))).isZero();
        int first = 0;
        for (String type : GeneratedValues.TYPES) {
            compare(type, first);
            first += texts;
        }
    }

    private void compare(String type, int first) {
        List<Sample> some = samples.get(type);
        List<String> expected = new ArrayList<>();
        List<String> rejected = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            String id = String.valueOf(first + i);
            some.get(i).value().ifPresentOrElse(value -> expected.add(id + "|" + value), () -> rejected.add(id));
        }
        assertThat(DuckDb.rows(
                        "select id, %s from read_parquet('%s/curated/values/**/*.parquet') where %s is not null order by id"
                                .formatted(
                                        GeneratedValues.shown(ColumnType.of(type), column(type)), dir, column(type))))
                .as(type)
                .extracting(row -> plain(type, row))
                .isEqualTo(expected);
        assertThat(DuckDb.rows(
                        "select split_part(raw, ',', 1) from read_parquet('%s/curated/_rejects/**/*.parquet') where reason like '%s is ''%%'', which is no %s: %%' order by line"
                                .formatted(dir, column(type), type)))
                .as(type + ", rejected")
                .isEqualTo(rejected);
    }

    /** Decimals without an exponent, with the zero before the point that DuckDB leaves out of some. */
    private static String plain(String type, String row) {
        int bar = row.indexOf('|');
        return type.startsWith("decimal")
                ? row.substring(0, bar + 1) + new BigDecimal(row.substring(bar + 1)).toPlainString()
                : row;
    }

    private String csv() {
        StringBuilder csv = new StringBuilder("id");
        GeneratedValues.TYPES.forEach(type -> csv.append(',').append(column(type)));
        csv.append('\n');
        int id = 0;
        for (int place = 0; place < GeneratedValues.TYPES.size(); place++) {
            String before = ",".repeat(place + 1);
            String behind = ",".repeat(GeneratedValues.TYPES.size() - place - 1);
            for (Sample sample : samples.get(GeneratedValues.TYPES.get(place))) {
                csv.append(id++)
                        .append(before)
                        .append(sample.text())
                        .append(behind)
                        .append('\n');
            }
        }
        return csv.toString();
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(List.of("id:int"));
        GeneratedValues.TYPES.forEach(type -> columns.add("%s:%s?".formatted(column(type), type)));
        return columns;
    }

    private static String column(String type) {
        return "v_" + type.replaceAll("\\W+", "_");
    }
}
