package dev.mayfly.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.local.Eventually;
import dev.mayfly.local.TestCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.ObjectStorageClass;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** Checksums and storage classes as S3's documentation has them. */
class ObjectAttributesTest {
    private static final String RAW = TestCloud.RAW;
    /** The check value of CRC-64/NVME in the catalogue of parametrised CRC algorithms: ae8b14860a799888. */
    private static final String NINE_DIGITS = "rosUhgp5mIg=";

    private static final int PART = 5 << 20;

    @TempDir
    private Path dir;

    private TestCloud cloud;
    private S3Client s3;
    private S3Client plain;

    @BeforeEach
    void start() {
        cloud = TestCloud.start(dir);
        s3 = cloud.client(S3Client.builder());
        plain = cloud.client(S3Client.builder().requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED));
    }

    @AfterEach
    void stop() {
        s3.close();
        plain.close();
        cloud.close();
    }

    @Test
    void anObjectWithoutAWritersChecksumHasCrc64OfAllItsBytes() {
        plain.putObject(r -> r.bucket(RAW).key("shop/nine"), RequestBody.fromString("123456789"));
        HeadObjectResponse head = head("shop/nine");
        assertThat(head.checksumCRC64NVME()).isEqualTo(NINE_DIGITS);
        assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(head.metadata()).isEmpty();
        HeadObjectResponse unasked = s3.headObject(r -> r.bucket(RAW).key("shop/nine"));
        assertThat(unasked.checksumCRC64NVME()).as("only to whom asks for it").isNull();
        assertThat(s3.getObject(r -> r.bucket(RAW).key("shop/nine").checksumMode(ChecksumMode.ENABLED))
                        .response()
                        .checksumCRC64NVME())
                .isEqualTo(NINE_DIGITS);
        S3Object listed = listed().get("shop/nine");
        assertThat(listed.checksumAlgorithm()).containsExactly(ChecksumAlgorithm.CRC64_NVME);
        assertThat(listed.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
    }

    /** The SDK sends it behind the body. */
    @Test
    void theWritersAlgorithmIsTheOneThatIsKept() {
        s3.putObject(r -> r.bucket(RAW).key("shop/default"), RequestBody.fromString("123456789"));
        assertThat(head("shop/default").checksumCRC32()).isEqualTo("y/Q5Jg==");
        assertThat(head("shop/default").checksumCRC64NVME()).isNull();
        s3.putObject(
                r -> r.bucket(RAW)
                        .key("shop/sha")
                        .metadata(Map.of("mine", "1"))
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256),
                RequestBody.fromString("123456789"));
        assertThat(head("shop/sha").checksumSHA256()).isEqualTo("FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU=");
        assertThat(head("shop/sha").metadata()).containsExactly(Map.entry("mine", "1"));
        assertThat(listed().get("shop/sha").checksumAlgorithm()).containsExactly(ChecksumAlgorithm.SHA256);
    }

    @Test
    void aChecksumOfTheWholeDoesNotDependOnTheParts() {
        byte[] bytes = new byte[2 * PART + 11];
        Arrays.fill(bytes, (byte) 'a');
        plain.putObject(r -> r.bucket(RAW).key("shop/one"), RequestBody.fromBytes(bytes));
        inParts(plain, "shop/parts", bytes, PART, null);
        inParts(plain, "shop/more", bytes, PART + 7, ChecksumAlgorithm.CRC64_NVME);
        HeadObjectResponse one = head("shop/one");
        assertThat(head("shop/parts").checksumCRC64NVME()).isEqualTo(one.checksumCRC64NVME());
        assertThat(head("shop/more").checksumCRC64NVME()).isEqualTo(one.checksumCRC64NVME());
        assertThat(head("shop/parts").checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(List.of(
                        one.eTag(), head("shop/parts").eTag(), head("shop/more").eTag()))
                .as("ETags do depend on them")
                .doesNotHaveDuplicates();
        bytes[3] = 'b';
        plain.putObject(r -> r.bucket(RAW).key("shop/other"), RequestBody.fromBytes(bytes));
        assertThat(head("shop/other").checksumCRC64NVME()).isNotEqualTo(one.checksumCRC64NVME());
    }

    @Test
    void aCompositeChecksumDependsOnTheParts() {
        byte[] bytes = new byte[PART + 11];
        inParts(s3, "shop/a", bytes, PART, ChecksumAlgorithm.CRC32);
        inParts(s3, "shop/b", bytes, PART + 3, ChecksumAlgorithm.CRC32);
        assertThat(head("shop/a").checksumCRC32())
                .endsWith("-2")
                .isNotEqualTo(head("shop/b").checksumCRC32());
        assertThat(head("shop/a").checksumType()).isEqualTo(ChecksumType.COMPOSITE);
        assertThat(listed().get("shop/a").checksumType()).isEqualTo(ChecksumType.COMPOSITE);
    }

    private static void inParts(S3Client client, String key, byte[] bytes, int size, ChecksumAlgorithm algorithm) {
        String upload = client.createMultipartUpload(r -> r.bucket(RAW).key(key).checksumAlgorithm(algorithm))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            int number = parts.size() + 1;
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size));
            String etag = client.uploadPart(
                            r -> r.bucket(RAW).key(key).uploadId(upload).partNumber(number),
                            RequestBody.fromBytes(part))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        client.completeMultipartUpload(
                r -> r.bucket(RAW).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
    }

    @Test
    void whatIsInAnArchiveIsListedAndNotRead() throws Exception {
        put("shop/now.csv", StorageClass.STANDARD);
        put("shop/instant.csv", StorageClass.GLACIER_IR);
        put("shop/old.csv", StorageClass.GLACIER);
        put("shop/older.csv", StorageClass.DEEP_ARCHIVE);
        assertThat(listed().get("shop/old.csv").storageClass()).isEqualTo(ObjectStorageClass.GLACIER);
        assertThat(listed().get("shop/old.csv").restoreStatus()).isNull();
        assertThat(head("shop/older.csv").storageClass()).isEqualTo(StorageClass.DEEP_ARCHIVE);
        assertThat(text("shop/instant.csv")).isEqualTo("1,2\n");
        for (String key : List.of("shop/old.csv", "shop/older.csv")) {
            assertThatThrownBy(() -> text(key))
                    .isInstanceOfSatisfying(
                            InvalidObjectStateException.class,
                            e -> assertThat(e.statusCode()).isEqualTo(403));
            assertThatThrownBy(() -> s3.copyObject(r -> r.sourceBucket(RAW)
                            .sourceKey(key)
                            .destinationBucket(RAW)
                            .destinationKey("shop/copy.csv")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidObjectState"));
        }
        assertThatThrownBy(() -> restore("shop/now.csv", 1))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        assertThatThrownBy(() -> restore("shop/gone.csv", 1))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));

        assertThat(restore("shop/old.csv", 2)).isEqualTo(202);
        assertThat(listed().get("shop/old.csv").restoreStatus().isRestoreInProgress())
                .isTrue();
        assertThat(head("shop/old.csv").restore()).isEqualTo("ongoing-request=\"true\"");
        assertThatThrownBy(() -> restore("shop/old.csv", 2))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(409));
        Eventually.eventually(
                Duration.ofSeconds(30),
                () -> assertThat(head("shop/old.csv").restore()).startsWith("ongoing-request=\"false\""));
        assertThat(text("shop/old.csv")).isEqualTo("1,2\n");
        S3Object restored = listed().get("shop/old.csv");
        assertThat(restored.storageClass()).isEqualTo(ObjectStorageClass.GLACIER);
        assertThat(restored.restoreStatus().isRestoreInProgress()).isFalse();
        assertThat(restored.restoreStatus().restoreExpiryDate()).isAfter(Instant.now());
        assertThat(head("shop/old.csv").restore()).startsWith("ongoing-request=\"false\", expiry-date=\"");
        assertThat(restore("shop/old.csv", 5)).as("its days are counted anew").isEqualTo(200);
        assertThatThrownBy(() -> text("shop/older.csv")).isInstanceOf(InvalidObjectStateException.class);
        assertThat(s3.listObjectsV2(r -> r.bucket(RAW).prefix("shop/old.csv"))
                        .contents()
                        .get(0)
                        .restoreStatus())
                .as("only to whom asks for it")
                .isNull();
    }

    private int restore(String key, int days) {
        return s3.restoreObject(r -> r.bucket(RAW).key(key).restoreRequest(q -> q.days(days)))
                .sdkHttpResponse()
                .statusCode();
    }

    private void put(String key, StorageClass storageClass) {
        s3.putObject(r -> r.bucket(RAW).key(key).storageClass(storageClass), RequestBody.fromString("1,2\n"));
    }

    private String text(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(RAW).key(key)).asUtf8String();
    }

    private HeadObjectResponse head(String key) {
        return s3.headObject(r -> r.bucket(RAW).key(key).checksumMode(ChecksumMode.ENABLED));
    }

    private Map<String, S3Object> listed() {
        return s3
                .listObjectsV2(r ->
                        r.bucket(RAW).prefix("shop/").optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS))
                .contents()
                .stream()
                .collect(Collectors.toMap(S3Object::key, object -> object));
    }
}
