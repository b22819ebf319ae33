package dev.mayfly.orchestrator.inputs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.S3Stub;
import java.io.IOException;
import java.net.URI;
import java.util.List;
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
            assertThat(inputs.foreign(MANIFEST, 10)).isEmpty();
            s3.tell("/raw/shop/_manifest.json", 200, "0123456789".getBytes(UTF_8));
            assertThat(inputs.foreign(MANIFEST, 10))
                    .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(10));
            s3.tell("/raw/shop/_manifest.json", 200, new byte[64 << 10]);
            assertThatThrownBy(() -> inputs.foreign(MANIFEST, 10))
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
            assertThatThrownBy(() -> new S3InputGateway(client).foreign(MANIFEST, 10))
                    .isInstanceOf(UnreadableDocumentException.class)
                    .hasMessageStartingWith("s3://raw/shop/_manifest.json cannot be read: no");
            s3.tell("/raw/shop/_manifest.json", 503, "<Error><Code>SlowDown</Code></Error>".getBytes(UTF_8));
            assertThatThrownBy(() -> new S3InputGateway(client).foreign(MANIFEST, 10))
                    .isInstanceOf(S3Exception.class);
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
}
