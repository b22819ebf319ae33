package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import dev.mayfly.contract.TableLayout;
import dev.mayfly.contract.TablePlan;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileHeaderTest {
    private static final URI FILE = URI.create("s3://acme-raw/orders/dt=2024-05-01/orders.csv");

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            Order ID          ~ Order ID,qty
            Order ID          ~ order id,qty
            Total (EUR)       ~ qty,Total (EUR)
            Umsatz, brutto    ~ "Umsatz, brutto",qty
            the "best"        ~ "the ""best\""",qty
            Größe             ~ qty,GRÖSSE,größe
            Größe             ~ ^qty,Gro\u0308ße^
            客户               ~ 客户,qty
            2024              ~ qty,2024
            qty\u00a0         ~ ^\u00a0Qty,x^
            a-b.c/d           ~ ^\ufeff"A-B.C/D" ,qty^
            """)
    void findsAColumnByTheNameThatTheFileHas(String from, String header) {
        assertThat(bound(unescaped(header), from("v", unescaped(from))).missing())
                .isEmpty();
    }

    @Test
    void knowsSeveralNamesOfAColumn() {
        Column column = from("order_id", "Order ID", "OrderNo");
        assertThat(bound("x,orderno", column).places()).containsExactly(1);
        assertThat(bound("Order ID,x", column).places()).containsExactly(0);
        assertThat(wrong("orderno,order id", column))
                .isEqualTo("it has column order_id (from: \"Order ID\" or \"OrderNo\") twice");
    }

    @Test
    void tellsNamesApartThatDifferInCaseAlone() {
        Column upper = from("upper_code", "Code");
        Column lower = from("lower_code", "code");
        assertThat(bound("code,Code", upper, lower).places()).containsExactly(1, 0);
        assertThat(wrong("code,x", upper, lower)).startsWith("it has no column upper_code (from: \"Code\")");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            ^sku, qty, price^              ~ sku,qty,price ~ qty,price
            ^"sku", "qty" ,"price "^       ~ sku,qty,price ~ qty,price
            ^\tsku,qty\u00a0,price^        ~ sku,qty,price ~ sku,qty
            """)
    void takesBlanksAroundNamesForNoPartOfThem(String header, String columns, String trimmed) {
        Column[] all =
                Arrays.stream(columns.split(",")).map(FileHeaderTest::plain).toArray(Column[]::new);
        FileHeader bound = bound(unescaped(header), all);
        assertThat(bound.trimmed().stream().map(i -> all[i].name())).containsExactly(trimmed.split(","));
    }

    @ParameterizedTest
    @CsvSource({"'id, id'", "'id,ID'", "'id,\" Id \"'"})
    void refusesOneNameTwice(String header) {
        assertThat(wrong(header, plain("id"))).isEqualTo("it has column id twice");
    }

    @Test
    void takesAFileWithoutAColumnThatMayBeMissing() {
        Column platform = new Column(
                "platform",
                ColumnType.of("string"),
                true,
                "",
                List.of(),
                List.of(),
                "",
                Set.of(Column.Reading.MISSING_IS_NULL));
        assertThat(bound("id,x", plain("id"), platform).missing()).containsExactly(1);
        assertThat(wrong("x,platform", plain("id"), platform)).startsWith("it has no column id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            Order ID,Qty         ~ name 1, 'Order ID', is order_id but for blanks or punctuation: `from: "Order ID"` on column order_id reads it
            order-id;qty         ~ the line has no comma and 1 semicolon: the file seems to be separated by semicolons
            order_id;qty         ~ the line has no comma and 1 semicolon: the file is separated by semicolons, and a comma is the separator that is read
            ^order_id|qty^       ~ the file is separated by vertical bars
            ^order_id\tqty^      ~ the file is separated by tabs
            ^qty;"order_id";x,y^ ~ the line has 1 comma and 2 semicolons: the file is separated by semicolons
            7,Q7-SECRET          ~ if that line is a row, add a header line with the names of the columns
            qty,Q7-SECRET        ~ it has no column order_id; its first line has 2 names
            ^"order_id,Q7-SECRET^ ~ its first line is no header: a quote is not closed
            ^ <HTML><Q7-SECRET>^ ~ it is a web page
            ^{"order_id": "Q7-SECRET"}^ ~ it is JSON
            """)
    void saysWhatIsWrongAndNeverShowsTheLine(String line, String why) {
        assertThat(wrong(unescaped(line), plain("order_id"), plain("qty")))
                .contains(why)
                .doesNotContain("SECRET");
    }

    @Test
    void pointsToTheFolderThatHasTheColumn() {
        assertThat(wrong("id,amount", plain("id"), plain("dt")))
                .endsWith("its path has a folder `dt=…`: `fromPath: dt` reads column dt from there");
    }

    private static String unescaped(String text) {
        return text.replace("\\u00a0", "\u00a0")
                .replace("\\ufeff", "\ufeff")
                .replace("\\u0308", "\u0308")
                .replace("\\t", "\t");
    }

    private static Column plain(String name) {
        return new Column(name, ColumnType.of("string"), false, "");
    }

    private static Column from(String name, String... from) {
        return new Column(name, ColumnType.of("string"), false, "", List.of(), List.of(from), "", Set.of());
    }

    static List<TypedColumn> typed(Column... columns) {
        return TypedColumn.of(new TablePlan(
                "t",
                List.of(),
                List.of(columns),
                new TableLayout(List.of(), List.of(), 1, 1),
                URI.create("s3://b/o/"),
                URI.create("s3://b/r/"),
                0,
                false));
    }

    private static FileHeader bound(String line, Column... columns) {
        FileHeader.Read read = FileHeader.bind(FILE, line.getBytes(UTF_8), typed(columns), List.of());
        assertThat(read).isInstanceOf(FileHeader.Read.Bound.class);
        return ((FileHeader.Read.Bound) read).header();
    }

    private static String wrong(String line, Column... columns) {
        FileHeader.Read read = FileHeader.bind(FILE, line.getBytes(UTF_8), typed(columns), List.of());
        assertThat(read).isInstanceOf(FileHeader.Read.Wrong.class);
        return ((FileHeader.Read.Wrong) read).why();
    }
}
