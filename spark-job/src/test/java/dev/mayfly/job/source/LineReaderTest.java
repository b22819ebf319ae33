package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {
    private static final Configuration CONF = new Configuration();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h1,h2\na,b\n\nccc,d\ne,f\n",
                "h1,h2\na,b\n\nccc,d\ne,f",
                "h1,h2\r\na,b\r\n\r\nccc,d\r\ne,f\r\n",
                "h1,h2\r\na,b\n\r\n\n\nccc\r,d\r\ne,f",
                "\n\n\nx\n",
                "äöü,ß\nçé,\n"
            })
    void yieldsEachLineOnceWithItsOffsetWhateverTheSplitSize(String content) throws IOException {
        Path file = Files.writeString(dir.resolve("lines.csv"), content);
        List<String> whole = expected(content);
        for (int size = 1; size <= content.getBytes(UTF_8).length + 1; size++) {
            List<String> found = new ArrayList<>();
            for (long start = 0; start < Files.size(file); start += size) {
                found.addAll(read(file, start, Math.min(size, Files.size(file) - start)));
            }
            assertThat(found).as("in splits of %d bytes", size).isEqualTo(whole);
        }
    }

    @Test
    void stripsAByteOrderMarkFromTheFirstLine() throws IOException {
        Path file = Files.writeString(dir.resolve("bom.csv"), "\uFEFFid\n7\n");
        assertThat(read(file, 0, Files.size(file))).containsExactly("0:id", "6:7");
    }

    @Test
    void readsAGzipWholeByTheOffsetsOfItsContent() throws IOException {
        Path file = dir.resolve("lines.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("id\n".getBytes(UTF_8));
            for (int i = 0; i < 100_000; i++) {
                out.write((i + "\n").getBytes(UTF_8));
            }
        }
        assertThat(read(file, 0, Files.size(file)))
                .hasSize(100_001)
                .startsWith("0:id", "3:0", "5:1")
                .endsWith("588887:99999");
    }

    @Test
    void namesAFileThatBreaksOff() throws IOException {
        Path file = dir.resolve("broken.csv.gz");
        Files.write(file, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75});
        assertThatThrownBy(() -> read(file, 0, Files.size(file)))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("broken.csv.gz cannot be read as gzip: ");
    }

    private static List<String> read(Path file, long start, long length) {
        List<String> found = new ArrayList<>();
        try (LineReader lines = new LineReader(CONF, file.toUri(), start, length)) {
            while (lines.next()) {
                found.add(lines.offset() + ":" + new String(lines.bytes(), 0, lines.length(), UTF_8));
            }
        }
        return found;
    }

    /** The same by the simplest means: cut at every LF, drop one CR. */
    private static List<String> expected(String content) {
        List<String> lines = new ArrayList<>();
        int offset = 0;
        for (String line : content.split("(?<=\n)", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            lines.add(offset + ":" + line.replaceFirst("\r?\n$", ""));
            offset += line.getBytes(UTF_8).length;
        }
        return lines;
    }
}
