package dev.mayfly.orchestrator.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.TablePlan;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetColumnsTest {
    @Test
    void readsWhereColumnsComeFrom() {
        DatasetTable table = parse("""
                  order_id: { type: bigint, from: "Order ID" }
                  year: { type: int, from: [2024, "Jahr, brutto"] }
                  day: { type: date, fromPath: dt }
                  platform: { type: string, nullable: true, missing: null }
                  note: { type: string, nullable: true, missing: fail }
            """, "mayBeEmpty: true");
        assertThat(table.columns())
                .extracting(Column::fileNames)
                .containsExactly(
                        java.util.List.of("Order ID"),
                        java.util.List.of("2024", "Jahr, brutto"),
                        java.util.List.of(),
                        java.util.List.of("platform"),
                        java.util.List.of("note"));
        assertThat(table.columns()).extracting(Column::fromPath).containsExactly("", "", "dt", "", "");
        assertThat(table.columns()).extracting(Column::mayBeMissing).containsExactly(false, false, false, true, false);
        assertThat(table.reading()).containsExactly(TablePlan.ReadOption.MAY_BE_EMPTY);
        assertThat(parse("          id: bigint\n", "multiline: true\n    mayBeEmpty: true")
                        .reading())
                .containsExactly(TablePlan.ReadOption.MULTILINE, TablePlan.ReadOption.MAY_BE_EMPTY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: { type: string, from: "X" } ~ b: { type: string, from: " X" }  | a and b are both read from the header name 'X': `from` gives one of them another
            a: { type: string, from: [Z, "A b"] } ~ z: string                | a and z are both read from the header name 'Z'
            a: { type: string, from: " " } ~ b: string                       | `from` is empty
            a: { type: string, from: [x, "x "] } ~ b: string                 | `from` lists one name twice
            a: { type: string, from: [] } ~ b: string                        | names no header
            a: { type: string, from: x, fromPath: y } ~ b: string            | keep one
            a: { type: string, fromPath: "dt=" } ~ b: string                 | `fromPath: dt` reads dt=2024-05-01/
            a: { type: string, fromPath: "" } ~ b: string                    | `fromPath: dt` reads dt=2024-05-01/
            a: { type: string, missing: null } ~ b: string                   | `missing: null` leaves rows without a value, so it needs `nullable: true`
            a: { type: string, nullable: true, missing: yes } ~ b: string    | null takes a file without the column, fail refuses it
            a: { type: string, nullable: true, missing: null } ~ b: { type: date, fromPath: dt } | no column is in every file
            a: { type: string, nullable: true, fromPath: p, missing: null } ~ b: string | every file has a path
            a: { type: string, nullable: true, fromPath: p, presentWhen: { b: x } } ~ b: string | `presentWhen` is for columns of the file
            """)
    void refusesWhatCannotBeRead(String columns, String why) {
        String yaml = "          " + columns.replace(" ~ ", "\n          ") + "\n";
        InvalidDatasetException invalid =
                catchThrowableOfType(InvalidDatasetException.class, () -> parse(yaml, "maxRejected: 0%"));
        assertThat(invalid).isNotNull();
        assertThat(invalid.problems()).hasSize(1).first().asString().contains(why);
    }

    @Test
    void refusesAPartitionThatMayBeMissing() {
        InvalidDatasetException invalid = catchThrowableOfType(
                InvalidDatasetException.class,
                () -> parse(
                        "          id: bigint\n          a: { type: string, nullable: true, missing: null }\n",
                        "partitionBy: [a]"));
        assertThat(invalid.problems()).first().asString().contains("a names partitions, which need a value");
    }

    private static DatasetTable parse(String columns, String more) {
        String yaml = """
                dataset: d
                source: s3://${raw}/d/
                curated: s3://${curated}/d/
                database: d
                tables:
                  t:
                    files: "*.csv"
                    columns:
                """ + columns.indent(0) + "    " + more + "\n";
        return DatasetFile.parse("d.yaml", yaml, Map.of("raw", "acme-raw", "curated", "acme-curated"))
                .tables()
                .get(0);
    }
}
