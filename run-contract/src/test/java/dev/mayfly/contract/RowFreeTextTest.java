package dev.mayfly.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowFreeTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Mkdirs failed to create file:/x/_temporary/0/reason=The parcel, a=b (lost)/part-0.parquet (exists=false, cwd=file:/x) | Mkdirs failed to create file:/x/_temporary/0/reason=…/part-0.parquet (exists=false, cwd=file:/x)
            s3a://b/t/event=Q7/day=2024-01-01/p.parquet: AccessDenied | s3a://b/t/event=…/day=…/p.parquet: AccessDenied
            No such file /t/event=Q7 secret | No such file /t/event=…
            For input string: "Q7 "secret"" | For input string: "…"
            Text 'Q7's secret' could not be parsed at index 0 | Text '…' could not be parsed at index 0
            Status Code: 403, Request ID=4F | Status Code: 403, Request ID=4F
            """)
    void leavesOutValues(String text, String without) {
        assertThat(RowFreeText.of(text)).isEqualTo(without);
    }
}
