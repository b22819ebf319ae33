package dev.mayfly.cli.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.contract.InputFile;
import dev.mayfly.local.LocalCloud;
import dev.mayfly.local.LocalCloudSettings;
import dev.mayfly.orchestrator.inputs.ArchivedFiles;
import dev.mayfly.orchestrator.inputs.Listing;
import dev.mayfly.orchestrator.inputs.S3InputGateway;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** What the function sees of files that sync and then another tool sent. */
class SentAgainTest {
    private static final String TEMPLATE = """
            Resources:
              Raw: { Type: AWS::S3::Bucket, Properties: { BucketName: shop-raw } }
            """;
    private static final URI SOURCE = URI.create("s3://shop-raw/retail/");
    private static final String KEY = "retail/orders.csv";
    private static final int PART = 5 << 20;

    @TempDir
    private Path folder;

    private LocalCloud cloud;
    private S3Client s3;
    private S3InputGateway function;

    @BeforeEach
    void open() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        cloud = LocalCloud.start(LocalCloudSettings.at(folder.resolve("cloud"), template));
        s3 = Clients.of(cloud.endpoint()).build(Sync.client());
        function = new S3InputGateway(s3);
    }

    @AfterEach
    void close() {
        s3.close();
        cloud.close();
    }

    @Test
    void theSameBytesHaveAnotherEtagAndTheSameChecksum() throws IOException {
        byte[] bytes = new byte[PART + 4_000];
        Arrays.fill(bytes, (byte) '7');
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.write(files.resolve("orders.csv"), bytes);
        Sync sync = new Sync(s3, RawPrefix.of(SOURCE.toString()));
        sync.upload(sync.plan(files), sent -> {});
        InputFile first = orders();
        inParts(bytes, PART);
        InputFile second = orders();
        inParts(bytes, PART + 1_000);
        InputFile third = orders();
        assertThat(List.of(first.etag(), second.etag(), third.etag())).doesNotHaveDuplicates();
        assertThat(function.details(first)).as("which is not there any more").isEmpty();

        s3.putObject(request -> request.bucket("shop-raw").key(KEY), RequestBody.fromBytes(bytes));
        String checksum = checksum();
        assertThat(checksum).startsWith("CRC64NVME:");
        inParts(bytes, PART);
        assertThat(checksum()).isEqualTo(checksum);
        inParts(bytes, PART + 1_000);
        assertThat(checksum()).isEqualTo(checksum);
        bytes[PART] = '8';
        inParts(bytes, PART);
        assertThat(checksum()).isNotEqualTo(checksum);
    }

    @Test
    void theStorageClassOfEachFileIsSeen() {
        put("retail/orders-2026.csv", StorageClass.STANDARD_IA);
        put("retail/orders-2024.csv", StorageClass.DEEP_ARCHIVE);
        put("retail/orders-2025.csv", StorageClass.GLACIER);
        assertThat(problems())
                .containsExactly("2 files are archived (DEEP_ARCHIVE, GLACIER): s3://shop-raw/retail/orders-2024.csv,"
                        + " s3://shop-raw/retail/orders-2025.csv; restore them, or take them out of the source");
        s3.restoreObject(request ->
                request.bucket("shop-raw").key("retail/orders-2025.csv").restoreRequest(restore -> restore.days(7)));
        assertThat(problems())
                .first()
                .asString()
                .isEqualTo("1 file is archived (DEEP_ARCHIVE): s3://shop-raw/retail/orders-2024.csv;"
                        + " restore it, or take it out of the source");
    }

    private List<String> problems() {
        Listing listing = function.objects(SOURCE, 10);
        return ArchivedFiles.problems(listing.archived(), listing.files(), Instant.now());
    }

    private void put(String key, StorageClass storageClass) {
        s3.putObject(
                request -> request.bucket("shop-raw").key(key).storageClass(storageClass),
                RequestBody.fromString("1,2\n"));
    }

    private InputFile orders() {
        return function.list(SOURCE, 10).stream()
                .filter(file -> file.uri().getPath().endsWith("orders.csv"))
                .findFirst()
                .orElseThrow();
    }

    private String checksum() {
        return function.details(orders()).orElseThrow().checksum().orElseThrow();
    }

    /** As the AWS CLI sends a large file. */
    private void inParts(byte[] bytes, int size) {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket("shop-raw").key(KEY).checksumAlgorithm(ChecksumAlgorithm.CRC64_NVME))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            int number = parts.size() + 1;
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            String etag = s3.uploadPart(
                            request -> request.bucket("shop-raw")
                                    .key(KEY)
                                    .uploadId(upload)
                                    .partNumber(number),
                            RequestBody.fromBytes(part))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        s3.completeMultipartUpload(request ->
                request.bucket("shop-raw").key(KEY).uploadId(upload).multipartUpload(all -> all.parts(parts)));
    }
}
