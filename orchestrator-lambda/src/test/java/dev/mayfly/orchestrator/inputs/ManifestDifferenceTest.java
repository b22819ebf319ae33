package dev.mayfly.orchestrator.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ManifestDifferenceTest {
    private static final URI SOURCE = S3Uris.of("raw", "shop/");
    private static final TablePatterns TABLES = new TablePatterns(Map.of("orders", "**orders*.csv"));

    @Test
    void theSameFilesAreNoDifference() {
        assertThat(between(List.of(asked("orders-1.csv", 5, "\"e1\"")), List.of(there("orders-1.csv", 5, "e1"))))
                .isEmpty();
        assertThat(between(List.of(), List.of())).isEmpty();
    }

    @Test
    void entriesThatNoTableReadsAreLeftOut() {
        assertThat(between(
                        List.of(
                                asked("README.txt", 9, "x"),
                                asked("_archive/orders-0.csv", 9, "x"),
                                asked("ORDERS-2.CSV", 9, "x"),
                                asked("orders-1.csv", 5, "e1")),
                        List.of(there("orders-1.csv", 5, "e1"))))
                .isEmpty();
    }

    @Test
    void namesAFileThatIsNotAskedFor() {
        assertThat(between(
                        List.of(asked("orders-2.csv", 5, "e2")),
                        List.of(there("orders-1.csv", 5, "e1"), there("orders-2.csv", 5, "e2"))))
                .contains("the manifest asks for 1 file and 2 are there: orders-1.csv is not in it");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThat(between(
                        List.of(asked("a/orders-1.csv", 5, "e1"), asked("orders-2.csv", 5, "e2")),
                        List.of(there("orders-2.csv", 5, "e2"))))
                .contains("the manifest asks for 2 files and 1 is there: a/orders-1.csv is missing");
    }

    @Test
    void namesAFileOfAnotherSizeOrContent() {
        assertThat(between(
                        List.of(asked("orders-1.csv", 6, "e1"), asked("orders-2.csv", 5, "e3")),
                        List.of(there("orders-1.csv", 5, "e1"), there("orders-2.csv", 5, "e2"))))
                .contains(
                        "the manifest asks for 2 files and 2 are there: orders-1.csv has 5 bytes and not 6, orders-2.csv has ETag e2 and not e3");
    }

    @Test
    void namesTheFirstOfMany() {
        List<InputFile> many = IntStream.range(10, 30)
                .mapToObj(i -> there("orders-%d.csv".formatted(i), 1, "e"))
                .toList();

        assertThat(between(List.of(), many).orElseThrow())
                .startsWith("the manifest asks for 0 files and 20 are there: orders-10.csv is not in it, ")
                .endsWith("orders-14.csv is not in it and 15 more differ");
    }

    private static Optional<String> between(List<UploadManifest.Entry> asked, List<InputFile> there) {
        return ManifestDifference.between(new UploadManifest(asked), SOURCE, there, TABLES);
    }

    private static UploadManifest.Entry asked(String key, long bytes, String etag) {
        return new UploadManifest.Entry(key, bytes, etag);
    }

    private static InputFile there(String name, long bytes, String etag) {
        return new InputFile(S3Uris.of("raw", "shop/" + name), etag, bytes);
    }
}
