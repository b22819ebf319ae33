package dev.mayfly.job.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.Column;
import dev.mayfly.contract.ColumnType;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecondHeaderTest {
    private static final Column CODE = column("code", "string");
    private static final Column NAME = column("name", "string");

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            code,name               ~ HEADER
            ^"code","name"^         ~ HEADER
            Code,NAME               ~ HEADER
            ^ code ,\tname^         ~ HEADER
            ^"CODE" , "name "^      ~ HEADER
            ^\ufeffcode,name^       ~ HEADER
            ^\ufeff"code","name"^   ~ HEADER
            name,code               ~ OTHER_HEADER
            ^"Name","Code"^         ~ OTHER_HEADER
            code,names              ~ ACCEPTED
            codes,name              ~ ACCEPTED
            code,code               ~ ACCEPTED
            code,x                  ~ ACCEPTED
            name,n                  ~ ACCEPTED
            """)
    void knowsAHeaderOfATableOfText(String line, LineKind kind) {
        assertThat(judge("code,name", unescaped(line), CODE, NAME)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '^', textBlock = """
            ID,Name      ~ HEADER
            ^"id", "name"^ ~ HEADER
            name,id      ~ OTHER_HEADER
            x,name       ~ REJECTED
            """)
    void knowsAHeaderOfATableWithNumbers(String line, LineKind kind) {
        assertThat(judge("id,name", line, column("id", "bigint"), NAME)).isEqualTo(kind);
    }

    @Test
    void knowsAHeaderWhoseNamesAreValuesOfItsColumns() {
        Column year = new Column("year", ColumnType.of("int"), false, "", List.of(), List.of("2024"), "", Set.of());
        Column flag = column("true", "boolean");
        assertThat(judge("2024,true", " 2024,TRUE", year, flag)).isEqualTo(LineKind.HEADER);
        assertThat(judge("2024,true", "TRUE,2024", year, flag)).isEqualTo(LineKind.OTHER_HEADER);
        assertThat(judge("2024,true", "2024,false", year, flag)).isEqualTo(LineKind.ACCEPTED);
    }

    @Test
    void knowsAHeaderByAnyOfAColumnsNames() {
        Column code = new Column(
                "c", ColumnType.of("string"), false, "", List.of(), List.of("Änderung", "Code"), "", Set.of());
        assertThat(judge("Änderung,name", "code,NAME", code, NAME)).isEqualTo(LineKind.HEADER);
        assertThat(judge("Code,name", "\"ÄNDERUNG\",name", code, NAME)).isEqualTo(LineKind.HEADER);
        assertThat(judge("Code,name", "A\u0308nderung,name", code, NAME)).isEqualTo(LineKind.HEADER);
        assertThat(judge("Code,name", "Ändern,name", code, NAME)).isEqualTo(LineKind.ACCEPTED);
    }

    @Test
    void looksAtColumnsThatTheTableDoesNotNameWhereOneColumnAloneIsBound() {
        assertThat(judge("code,note", "code,anything", CODE)).isEqualTo(LineKind.ACCEPTED);
        assertThat(judge("code,note", "CODE,Note", CODE)).isEqualTo(LineKind.HEADER);
        assertThat(judge("code,note", "note,code", CODE)).isEqualTo(LineKind.OTHER_HEADER);
        assertThat(judge("code,name,note", "code,name,other", CODE, NAME)).isEqualTo(LineKind.HEADER);
    }

    private static String unescaped(String text) {
        return text.replace("\\ufeff", "\ufeff").replace("\\t", "\t");
    }

    private static Column column(String name, String type) {
        return new Column(name, ColumnType.of(type), false, "");
    }

    private static LineKind judge(String header, String line, Column... columns) {
        List<TypedColumn> typed = FileHeaderTest.typed(columns);
        FileHeader.Read read = FileHeader.bind(URI.create("s3://b/a.csv"), header.getBytes(UTF_8), typed, List.of());
        byte[] bytes = ("##" + line).getBytes(UTF_8);
        return new LineClassifier(typed, List.of(), ((FileHeader.Read.Bound) read).header(), new Ignored())
                .judge(bytes, 2, bytes.length - 2);
    }

    /** Takes a row and drops it. */
    private static final class Ignored implements RowTarget {
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
