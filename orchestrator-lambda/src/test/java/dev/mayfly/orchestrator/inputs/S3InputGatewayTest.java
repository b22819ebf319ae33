package dev.mayfly.orchestrator.inputs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.mayfly.contract.InputFile;
import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.S3Stub;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3InputGatewayTest {
    private static final URI MANIFEST = URI.create("s3://raw/shop/_manifest.json");
    private static final URI JAR = URI.create("s3://artifacts/jars/mayfly-spark-job.jar");

    @Test
    void listsKeysThatNoXmlCanHoldAndDecodesThemOnce() throws IOException {
        List<String> keys = List.of(
                "shop/a b.csv", "shop/a%20b.csv", "shop/a+b.csv", "shop/bell\u0001.csv", "shop/événements & Co.csv");
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            s3.list("raw", keys);
            assertThat(new S3InputGateway(client).list(URI.create("s3://raw/shop/"), 10))
                    .extracting(file -> S3Uris.key(file.uri()))
                    .containsExactlyElementsOf(keys);
            assertThat(new S3InputGateway(client).list(URI.create("s3://raw/shop/"), 2))
                    .hasSize(2);
        }
    }

    @Test
    void readsAForeignDocumentUpToItsLimit() throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            S3InputGateway inputs = new S3InputGateway(client);
            s3.tell("/raw/shop/_manifest.json", 404, "<Error><Code>NoSuchKey</Code></Error>".getBytes(UTF_8));
            assertThat(inputs.readUntrusted(MANIFEST, 10)).isEmpty();
            s3.tell("/raw/shop/_manifest.json", 200, "0123456789".getBytes(UTF_8));
            assertThat(inputs.readUntrusted(MANIFEST, 10))
                    .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(10));
            s3.tell("/raw/shop/_manifest.json", 200, new byte[64 << 10]);
            assertThatThrownBy(() -> inputs.readUntrusted(MANIFEST, 10))
                    .isInstanceOf(UnreadableDocumentException.class)
                    .hasMessageStartingWith("s3://raw/shop/_manifest.json is larger than 10 bytes");
        }
    }

    /** What S3 says of an archived object, and of one whose key only its writer has. */
    @ParameterizedTest
    @CsvSource({"403, InvalidObjectState", "400, InvalidRequest", "403, AccessDenied"})
    void tellsWhichDocumentIsThereAndCannotBeRead(int status, String code) throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            s3.tell(
                    "/raw/shop/_manifest.json",
                    status,
                    "<Error><Code>%s</Code><Message>no</Message></Error>"
                            .formatted(code)
                            .getBytes(UTF_8));
            assertThatThrownBy(() -> new S3InputGateway(client).readUntrusted(MANIFEST, 10))
                    .isInstanceOf(UnreadableDocumentException.class)
                    .hasMessageStartingWith("s3://raw/shop/_manifest.json cannot be read: no");
            s3.tell("/raw/shop/_manifest.json", 503, "<Error><Code>SlowDown</Code></Error>".getBytes(UTF_8));
            assertThatThrownBy(() -> new S3InputGateway(client).readUntrusted(MANIFEST, 10))
                    .isInstanceOf(S3Exception.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, Requester Pays",
        "404, NoSuchBucket, There is no such bucket",
        "301, PermanentRedirect, another region"
    })
    void saysWhyASourceMayNotBeListedAndWhatToCheck(int status, String code, String remedy) throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            byte[] answer = "<Error><Code>%s</Code><Message>no</Message></Error>"
                    .formatted(code)
                    .getBytes(UTF_8);
            s3.tell("/vendor", status, answer);
            assertThatThrownBy(() -> new S3InputGateway(client).objects(URI.create("s3://vendor/x/"), 10))
                    .isInstanceOf(SourceRefusedException.class)
                    .hasMessageStartingWith("s3://vendor/x/ may not be listed: %d %s. ".formatted(status, code))
                    .hasMessageContaining(remedy);
        }
    }

    /** S3 says 403 of a key that is missing to whom may not list the bucket. */
    @Test
    void findsNoEtagOfAnObjectThatIsMissingOrMayNotBeSeen() throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            S3InputGateway inputs = new S3InputGateway(client);
            assertThat(inputs.etag(JAR)).isEmpty();
            s3.tell("/artifacts/jars/mayfly-spark-job.jar", 403, new byte[0]);
            assertThat(inputs.etag(JAR)).isEmpty();
            s3.tell("/artifacts/jars/mayfly-spark-job.jar", 200, new byte[0]);
            assertThat(inputs.etag(JAR)).contains("\"0\"");
        }
    }

    /** The classes of S3's documentation, and what a restore makes of an archived object. */
    @Test
    void findsWhichObjectsAreInAnArchive() throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            s3.listContents(
                    "raw",
                    object("a", "STANDARD", "")
                            + object("b", "GLACIER", "")
                            + object("c", "DEEP_ARCHIVE", "<IsRestoreInProgress>true</IsRestoreInProgress>")
                            + object(
                                    "d",
                                    "GLACIER",
                                    "<IsRestoreInProgress>false</IsRestoreInProgress><RestoreExpiryDate>2026-01-03T00:00:00.000Z</RestoreExpiryDate>")
                            + object("e", "GLACIER_IR", "")
                            + object("f", "STANDARD_IA", "")
                            + object("g", "ONEZONE_IA", "")
                            + object("h", "REDUCED_REDUNDANCY", "")
                            + object("i", "INTELLIGENT_TIERING", "")
                            + object("j", "A_CLASS_OF_LATER_DAYS", "")
                            + "<Contents><Key>shop/k</Key><ETag>\"0\"</ETag><Size>1</Size></Contents>");
            Listing listing = new S3InputGateway(client).objects(URI.create("s3://raw/shop/"), 100);
            assertThat(listing.files()).hasSize(11);
            assertThat(listing.tiered()).containsExactly(URI.create("s3://raw/shop/i"));
            assertThat(listing.archived())
                    .extracting(
                            file -> S3Uris.key(file.file().uri()),
                            ArchivedFile::archive,
                            ArchivedFile::restoring,
                            file -> file.readableUntil().map(Object::toString).orElse("never"))
                    .containsExactly(
                            tuple("shop/b", "GLACIER", false, "never"),
                            tuple("shop/c", "DEEP_ARCHIVE", true, "never"),
                            tuple("shop/d", "GLACIER", false, "2026-01-03T00:00:00Z"));
            Instant until = Instant.parse("2026-01-02T00:00:00Z");
            assertThat(ArchivedFiles.problems(listing.archived(), listing.files(), until))
                    .containsExactly(
                            "1 file is archived (GLACIER): s3://raw/shop/b; restore it, or take it out of the source",
                            "1 file is archived (DEEP_ARCHIVE) and being restored: s3://raw/shop/c; wait until the restore is complete");
            assertThat(ArchivedFiles.problems(listing.archived(), listing.files(), until.plus(Duration.ofDays(1))))
                    .last()
                    .asString()
                    .isEqualTo("1 file is archived (GLACIER), and the restored copy may expire before a run that starts"
                            + " now ends, at 2026-01-03T00:00:00Z: s3://raw/shop/d; restore it for more days, or take it"
                            + " out of the source");
        }
    }

    @Test
    void namesTheFirstOfManyArchivedFiles() {
        List<ArchivedFile> archived = IntStream.range(0, 5)
                .mapToObj(i -> new ArchivedFile(
                        new InputFile(S3Uris.of("raw", "shop/day %d.csv".formatted(i)), "e", 1),
                        i == 0 ? "DEEP_ARCHIVE" : "GLACIER",
                        false,
                        Optional.empty()))
                .toList();
        assertThat(ArchivedFiles.problems(
                        archived, archived.stream().map(ArchivedFile::file).toList(), Instant.EPOCH))
                .containsExactly(
                        "5 files are archived (DEEP_ARCHIVE, GLACIER): s3://raw/shop/day 0.csv, s3://raw/shop/day 1.csv,"
                                + " s3://raw/shop/day 2.csv and 2 more; restore them, or take them out of the source");
    }

    private static String object(String name, String storageClass, String restore) {
        return "<Contents><Key>shop/%s</Key><ETag>\"0\"</ETag><Size>1</Size><StorageClass>%s</StorageClass>%s</Contents>"
                .formatted(
                        name, storageClass, restore.isEmpty() ? "" : "<RestoreStatus>" + restore + "</RestoreStatus>");
    }

    @Test
    void readsChecksumsAndArchiveTiersOfTheVeryObject() throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            S3InputGateway inputs = new S3InputGateway(client);
            InputFile file = new InputFile(URI.create("s3://raw/shop/a"), "abc", 9);
            assertThat(inputs.details(file)).isEmpty();
            s3.show("/raw/shop/a", Map.of("ETag", "\"abc\""));
            assertThat(inputs.details(file)).contains(ObjectDetails.UNKNOWN);
            s3.show("/raw/shop/a", Map.of("ETag", "\"other\""));
            assertThat(inputs.details(file)).isEmpty();
            for (String algorithm : List.of("CRC64NVME", "CRC32", "CRC32C", "SHA1", "SHA256")) {
                s3.show(
                        "/raw/shop/a",
                        Map.of(
                                "ETag",
                                "\"abc\"",
                                "x-amz-checksum-" + algorithm.toLowerCase(Locale.ROOT),
                                "rosUhgp5mIg=",
                                "x-amz-checksum-type",
                                "FULL_OBJECT"));
                assertThat(inputs.details(file).orElseThrow().checksum()).contains(algorithm + ":rosUhgp5mIg=");
            }
            s3.show(
                    "/raw/shop/a",
                    Map.of(
                            "ETag", "\"abc\"",
                            "x-amz-checksum-sha256", "47DEQpj8HBSa-3",
                            "x-amz-checksum-type", "COMPOSITE"));
            assertThat(inputs.details(file).orElseThrow().checksum()).contains("SHA256-COMPOSITE:47DEQpj8HBSa-3");
            s3.show(
                    "/raw/shop/a",
                    Map.of(
                            "ETag", "\"abc\"",
                            "x-amz-archive-status", "DEEP_ARCHIVE_ACCESS",
                            "x-amz-restore", "ongoing-request=\"true\""));
            assertThat(inputs.details(file))
                    .contains(new ObjectDetails(
                            Optional.empty(), Optional.of("DEEP_ARCHIVE_ACCESS"), true, Optional.empty()));
            s3.show(
                    "/raw/shop/a",
                    Map.of(
                            "ETag", "\"abc\"",
                            "x-amz-restore",
                                    "ongoing-request=\"false\", expiry-date=\"Fri, 02 Jan 2026 00:00:00 GMT\""));
            assertThat(inputs.details(file).orElseThrow().readableUntil())
                    .contains(Instant.parse("2026-01-02T00:00:00Z"));
        }
    }

    /** As to a role without kms:Decrypt: S3 shows no checksum, and the listing is what there is. */
    @Test
    void knowsNothingOfAnObjectThatMayNotBeRead() throws IOException {
        try (S3Stub s3 = new S3Stub();
                S3Client client = s3.client()) {
            InputFile file = new InputFile(URI.create("s3://raw/shop/a"), "abc", 9);
            s3.tell("/raw/shop/a", 403, new byte[0]);
            assertThat(new S3InputGateway(client).details(file)).contains(ObjectDetails.UNKNOWN);
            s3.tell("/raw/shop/a", 503, new byte[0]);
            assertThatThrownBy(() -> new S3InputGateway(client).details(file)).isInstanceOf(S3Exception.class);
        }
    }
}
