package dev.mayfly.orchestrator.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.S3Uris;
import dev.mayfly.orchestrator.S3Stub;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3InputGatewayTest {
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
