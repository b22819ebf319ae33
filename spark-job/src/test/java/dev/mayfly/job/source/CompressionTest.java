package dev.mayfly.job.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final Configuration CONF = new Configuration();
    private static final List<String> LINES = IntStream.range(0, 40)
            .mapToObj(i -> i + ",some text, more of it " + i * 7919)
            .toList();

    @TempDir
    private Path dir;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void failsAFileThatBreaksOffWhereverThatIs(Compression how) throws IOException {
        byte[] whole = packed(how, LINES);
        assertThat(read("whole" + how.suffix(), whole)).isEqualTo(LINES);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read("cut" + how.suffix(), cut))
                    .as("%d of %d bytes of %s", length, whole.length, how)
                    .isInstanceOf(UnreadableInput.class)
                    .hasMessageContaining("cut%s cannot be read as %s: ".formatted(how.suffix(), how));
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void readsNoOtherLinesFromAFileOfWhichAByteIsWrong(Compression how) throws IOException {
        byte[] whole = packed(how, LINES);
        for (int i = 0; i < whole.length; i++) {
            byte[] wrong = whole.clone();
            wrong[i] ^= 0x11;
            try {
                assertThat(read("wrong" + how.suffix(), wrong))
                        .as("byte %d of %s", i, how)
                        .isEqualTo(LINES);
            } catch (UnreadableInput e) {
                assertThat(e).hasMessageContaining("wrong%s cannot be read as %s: ".formatted(how.suffix(), how));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"GZIP", "BZIP2"})
    void readsAllPartsOfAFileThatWasPutTogether(Compression how) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(packed(how, LINES.subList(0, 10)));
        both.write(packed(how, List.of()));
        both.write(packed(how, LINES.subList(10, 40)));
        assertThat(read("both" + how.suffix(), both.toByteArray())).isEqualTo(LINES);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void failsAFileThatHasSomethingBehindItsEnd(Compression how) throws IOException {
        ByteArrayOutputStream more = new ByteArrayOutputStream();
        more.write(packed(how, LINES));
        more.write("41,and a plain line\n".getBytes(UTF_8));
        assertThatThrownBy(() -> read("more" + how.suffix(), more.toByteArray()))
                .isInstanceOf(UnreadableInput.class);
    }

    @ParameterizedTest
    @CsvSource({"plain.csv.gz, gzip", "plain.csv.GZ, gzip", "plain.csv.bz2, bzip2"})
    void saysThatAFileIsNotWhatItsNameSays(String name, String how) {
        assertThatThrownBy(() -> read(name, "id,name\n1,a\n".getBytes(UTF_8)))
                .isInstanceOf(UnreadableInput.class)
                .hasMessageContaining("%s cannot be read as %s: its name ends in ".formatted(name, how))
                .hasMessageContaining("and its contents are not %s; compress it, or rename it".formatted(how));
    }

    @Test
    void readsANameInAnyLetters() throws IOException {
        assertThat(read("orders.CSV.GZ", packed(Compression.GZIP, LINES))).isEqualTo(LINES);
        assertThat(read("orders.csv.Bz2", packed(Compression.BZIP2, LINES))).isEqualTo(LINES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o.zip",
                "o.csv.zst",
                "o.csv.xz",
                "o.csv.lz4",
                "o.csv.snappy",
                "o.tar.gz",
                "o.tgz",
                "O.XLSX",
                "o.7z"
            })
    void saysWhichNamesAreNotRead(String name) {
        assertThat(Compression.unread(URI.create("s3://b/in/" + name)).orElseThrow())
                .startsWith("its name ends in .")
                .endsWith("which is not read; upload it as plain CSV, or compress it with gzip (.gz) or bzip2 (.bz2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"o.csv", "o.csv.gz", "o.bz2", "zip", "o.zip.csv", "o"})
    void readsTheOthers(String name) {
        assertThat(Compression.unread(URI.create("s3://b/in.zip/" + name))).isEmpty();
    }

    private static byte[] packed(Compression how, List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        OutputStream packing = switch (how) {
            case GZIP -> new GZIPOutputStream(bytes);
            case BZIP2 -> new BZip2CompressorOutputStream(bytes);
            case DEFLATE -> new DeflaterOutputStream(bytes);
        };
        try (OutputStream out = packing) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private List<String> read(String name, byte[] content) throws IOException {
        Path file = Files.write(dir.resolve(name), content);
        List<String> lines = new ArrayList<>();
        try (LineReader raw = new LineReader(CONF, file.toUri(), 0, content.length)) {
            while (raw.next()) {
                lines.add(new String(raw.bytes(), UTF_8));
            }
        }
        return lines;
    }
}
