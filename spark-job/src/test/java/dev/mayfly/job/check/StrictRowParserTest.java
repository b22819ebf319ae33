package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ColumnRule;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictRowParserTest {
    private static final List<TypedColumn> COLUMNS = List.of(
            new TypedColumn("id", "bigint", false, false),
            new TypedColumn("name", "string", true, false),
            new TypedColumn("event", "string", false, true));

    private static final List<TypedColumn> RULED = List.of(
            new TypedColumn(
                    "ts",
                    "bigint",
                    false,
                    false,
                    List.of(new ColumnRule.AtLeast("1000000000000"), new ColumnRule.AtMost("9999999999999"))),
            new TypedColumn("event", "string", false, true, List.of(new ColumnRule.OneOf(List.of("view", "sale")))),
            new TypedColumn(
                    "orderid", "bigint", true, false, List.of(new ColumnRule.PresentWhen("event", List.of("sale")))));

    @Test
    void readsARowByTheHeaderAndNotByTheOrderOfTheTable() {
        StrictRowParser check = check(COLUMNS, "event,extra,NAME,id");
        assertThat(judge(check, "view,x,Ann,7")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values()).containsExactly(7L, UTF8String.fromString("Ann"), UTF8String.fromString("view"));
    }

    @Test
    void readsAnEmptyFieldOfANullableColumnAsNull() {
        StrictRowParser check = check(COLUMNS, "id,name,event");
        assertThat(judge(check, "7,,view")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values()[1]).isNull();
    }

    @Test
    void takesTheHeaderRepeatedWithinAFileForAHeader() {
        assertThat(judge(check(COLUMNS, "id,name,event"), "id,name,event")).isEqualTo(LineKind.HEADER);
    }

    @Test
    void countsAnEmptyLineAsBlank() {
        assertThat(judge(check(COLUMNS, "id,name,event"), "")).isEqualTo(LineKind.BLANK);
    }

    @Test
    void readsQuotedFields() {
        StrictRowParser check = check(COLUMNS, "id,name,event");
        assertThat(judge(check, "\"7\",\"a, \"\"b\"\" \",view")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values())
                .containsExactly(7L, UTF8String.fromString("a, \"b\" "), UTF8String.fromString("view"));
    }

    @Test
    void keepsSpacesAndTextOfOtherScripts() {
        StrictRowParser check = check(COLUMNS, "id,name,event");
        assertThat(judge(check, "7, Ĺudmila ,view")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values()[1]).isEqualTo(UTF8String.fromString(" Ĺudmila "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1.43322E+12,a,view | id is '1.43322E+12', which is no bigint: a whole number has digits only, with a sign before them if need be
            213.0,a,view       | id is '213.0', which is no bigint
            9223372036854775808,a,view | id is '9223372036854775808', which is no bigint
            -,a,view           | id is '-', which is no bigint
            ` 7,a,view`        | id is ' 7', which is no bigint
            ,a,view            | id is empty and not nullable
            7,a,               | event is empty; a partition needs a value
            7,a,__HIVE_DEFAULT_PARTITION__ | event is '__HIVE_DEFAULT_PARTITION__', the name that readers give to no value
            7,a                | the row has 2 fields, the file's header 3
            7,a,view,9         | the row has 4 fields, the file's header 3
            7,"a,view          | a quote is not closed
            7,a"b,view         | a quote stands inside an unquoted field at character 4
            7,"a"b,view        | text follows a closing quote at character 6
            """)
    void rejectsWithAReason(String line, String reason) {
        StrictRowParser check = check(COLUMNS, "id,name,event");
        assertThat(judge(check, line)).isEqualTo(LineKind.REJECTED);
        assertThat(check.reason()).startsWith(reason);
    }

    @Test
    void keepsACarriageReturnWithinQuotesAndRejectsOneOutside() {
        StrictRowParser check = check(COLUMNS, "id,name,event");
        assertThat(judge(check, "7,\"a\rb\",view")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values()[1]).isEqualTo(UTF8String.fromString("a\rb"));
        assertThat(judge(check, "7,a\rb,view")).isEqualTo(LineKind.REJECTED);
        assertThat(check.reason()).isEqualTo("a carriage return stands outside quotes at character 4");
    }

    @Test
    void rejectsANulAndBytesThatAreNoUtf8() {
        StrictRowParser check = check(COLUMNS, "id,name,event");
        assertThat(judge(check, "7,a\0b,view")).isEqualTo(LineKind.REJECTED);
        assertThat(check.reason()).isEqualTo("byte 4 of the line is NUL; text has none");
        byte[] latin = "7,José,view".getBytes(ISO_8859_1);
        assertThat(check.judge(latin, latin.length)).isEqualTo(LineKind.REJECTED);
        assertThat(check.reason()).isEqualTo("the line is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({
        "bigint,-9223372036854775808",
        "bigint,9223372036854775807",
        "int,-2147483648",
        "double,1e-3",
        "bigint,+5",
        "double,-0.0",
        "boolean,f",
        "timestamp,9999-12-31 23:59:59",
        "timestamp,0001-01-01 00:00",
        "timestamp(3),2015-05-03 03:00:04.384",
        "'decimal(5,2)',-123.40",
        "boolean,TRUE",
        "date,2024-02-29",
        "timestamp,2015-05-03T03:00:04.384Z",
        "timestamp,2015-05-03 03:00:04+02:00"
    })
    void acceptsWhatFitsItsType(String type, String value) {
        assertThat(judge(one(type), value)).isEqualTo(LineKind.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "bigint,-9223372036854775809",
        "bigint,18446744073709551617",
        "bigint,1E3",
        "int,2147483648",
        "double,NaN",
        "double,-Infinity",
        "double,1e400",
        "double,1.5f",
        "double,0x1p3",
        "'decimal(5,2)',1.234",
        "'decimal(5,2)',1234.5",
        "boolean,1",
        "date,2023-02-29",
        "date,2023-2-1",
        "timestamp,2015-05-03T03:00:04.1234567",
        "timestamp,2015-05-03"
    })
    void neverRoundsOrGuesses(String type, String value) {
        StrictRowParser check = one(type);
        assertThat(judge(check, value)).isEqualTo(LineKind.REJECTED);
        assertThat(check.reason()).startsWith("v is '%s', which is no %s".formatted(value, type));
    }

    @Test
    void readsDatesAndTimesAsSparkCountsThem() {
        StrictRowParser date = one("date");
        judge(date, "1970-01-03");
        assertThat(date.values()).containsExactly(2);
        StrictRowParser time = one("timestamp");
        judge(time, "1970-01-01 01:00:00.000001+01:00");
        assertThat(time.values()).containsExactly(1L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            999999999999,view,     | ts is '999999999999', which is below the least allowed, 1000000000000
            10000000000000,view,   | ts is '10000000000000', which is above the greatest allowed, 9999999999999
            1430622000000,buy,     | event is 'buy', which is none of view, sale
            1430622000000,sale,    | orderid is empty, and a row where event is sale has one
            1430622000000,view,0   | orderid is '0', and only a row where event is sale has one
            """)
    void rejectsWhatTheOwnerRulesOut(String line, String reason) {
        StrictRowParser check = check(RULED, "ts,event,orderid");
        assertThat(judge(check, line)).isEqualTo(LineKind.REJECTED);
        assertThat(check.reason()).isEqualTo(reason);
        assertThat(judge(check, "1000000000000,view,")).isEqualTo(LineKind.ACCEPTED);
        assertThat(judge(check, "9999999999999,sale,0")).isEqualTo(LineKind.ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource({
        "double,1.5,2.5,2,1",
        "'decimal(5,2)',1.50,2.50,2,1.49",
        "date,2015-05-03,2015-09-18,2015-06-01,2015-05-02",
        "timestamp,2015-05-03 00:00:00,2015-09-18 00:00:00,2015-09-18T02:00:00+02:00,2015-09-18T02:00:00Z"
    })
    void boundsEveryTypeThatHasAnOrder(String type, String least, String most, String within, String beyond) {
        StrictRowParser check = check(
                List.of(new TypedColumn(
                        "v", type, false, false, List.of(new ColumnRule.AtLeast(least), new ColumnRule.AtMost(most)))),
                "v");
        assertThat(judge(check, within)).isEqualTo(LineKind.ACCEPTED);
        assertThat(judge(check, beyond)).isEqualTo(LineKind.REJECTED);
    }

    @Test
    void mendsIntegralDecimalsWhereTheOwnerAllowsIt() {
        StrictRowParser check = check(
                List.of(
                        new TypedColumn("id", "bigint", false, false, List.of(new ColumnRule.IntegralDecimals())),
                        new TypedColumn("other", "bigint", false, false)),
                "id,other");
        assertThat(judge(check, "213.0,1")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values()).containsExactly(213L, 1L);
        assertThat(check.repaired().stream()).containsExactly(0);
        assertThat(judge(check, "-213.000,1")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.values()).containsExactly(-213L, 1L);
        assertThat(judge(check, "213,1")).isEqualTo(LineKind.ACCEPTED);
        assertThat(check.repaired().isEmpty()).isTrue();
        assertThat(judge(check, "1,213.0")).isEqualTo(LineKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"213.5", "213.", ".0", "213.00.0", "-.0", "1e3.0", "213.0 ", "9223372036854775808.0", "0"})
    void mendsNothingElse(String value) {
        StrictRowParser check = check(
                List.of(new TypedColumn(
                        "id",
                        "bigint",
                        false,
                        false,
                        List.of(new ColumnRule.IntegralDecimals(), new ColumnRule.AtLeast("1")))),
                "id");
        assertThat(judge(check, value)).isEqualTo(LineKind.REJECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b,c", ",,", "a,,b", " x , y ,", "é,ü", ","})
    void readsALineTheSameWithAndWithoutQuotes(String line) {
        String quoted = Stream.of(line.split(",", -1))
                .map(f -> '"' + f + '"')
                .reduce((a, b) -> a + ',' + b)
                .orElseThrow();
        assertThat(fields(quoted)).isEqualTo(fields(line)).isEqualTo(List.of(line.split(",", -1)));
    }

    private static List<String> fields(String line) {
        LineSplitter splitter = new LineSplitter();
        byte[] bytes = line.getBytes(UTF_8);
        assertThat(splitter.split(bytes, bytes.length)).isEmpty();
        return java.util.stream.IntStream.range(0, splitter.fields().count())
                .mapToObj(splitter.fields()::text)
                .toList();
    }

    private static StrictRowParser one(String type) {
        return check(List.of(new TypedColumn("v", type, false, false)), "v");
    }

    private static StrictRowParser check(List<TypedColumn> columns, String header) {
        FileHeader.Read read =
                FileHeader.bind(URI.create("file:/raw/a.csv"), header.getBytes(UTF_8), columns, List.of());
        return new StrictRowParser(columns, List.of(), ((FileHeader.Read.Bound) read).header());
    }

    private static LineKind judge(StrictRowParser check, String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return check.judge(bytes, bytes.length);
    }
}
