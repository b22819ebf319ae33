package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.TablePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MultilineRowsTest {
    @TempDir
    private Path dir;

    @Test
    void joinsLinesWhileAQuoteIsOpen() throws IOException {
        assertThat(rows("a,b\n1,\"x\ny\"\n2,z\n")).containsExactly("0 1 a,b", "4 2 1,\"x\ny\"", "12 1 2,z");
    }

    @Test
    void keepsCarriageReturnsThatAreInQuotesAndNoOthers() throws IOException {
        assertThat(rows("1,\"x\r\ny\"\r\n2,z\r\n")).containsExactly("0 2 1,\"x\r\ny\"", "10 1 2,z");
    }

    @Test
    void takesADoubledQuoteForNoEnd() throws IOException {
        assertThat(rows("\"a\"\"\nb\"\"\",c\nd\n")).containsExactly("0 2 \"a\"\"\nb\"\"\",c", "12 1 d");
    }

    @Test
    void opensAQuoteAtTheStartOfAFieldAlone() throws IOException {
        assertThat(rows("vi\"ew,1\n2,3\n")).containsExactly("0 1 vi\"ew,1", "8 1 2,3");
    }

    @Test
    void losesOneLineToAQuoteThatIsNeverClosed() throws IOException {
        assertThat(rows("1,\"x\n2,y\n3,\"z\nw\"\"\"\n4,\n"))
                .containsExactly("0 1 1,\"x", "5 1 2,y", "9 2 3,\"z\nw\"\"\"", "19 1 4,");
    }

    @Test
    void looksNoFurtherThanAMebibyteForTheClosingQuote() throws IOException {
        String lines = "a row without any quote\n".repeat(100_000);
        List<String> rows = rows("1,\"x\n" + lines + "2,\"\n");
        assertThat(rows).hasSize(100_002).startsWith("0 1 1,\"x", "5 1 a row without any quote");
    }

    private List<String> rows(String content) throws IOException {
        Path file = Files.write(dir.resolve("rows.csv"), content.getBytes(UTF_8));
        List<String> rows = new ArrayList<>();
        try (LineSource lines = LineSource.of(
                new Configuration(), Set.of(TablePlan.ReadOption.MULTILINE), file.toUri(), 0, Files.size(file))) {
            while (lines.next()) {
                rows.add("%d %d %s"
                        .formatted(
                                lines.offset(), lines.spanned(), new String(lines.bytes(), 0, lines.length(), UTF_8)));
            }
        }
        return rows;
    }
}
