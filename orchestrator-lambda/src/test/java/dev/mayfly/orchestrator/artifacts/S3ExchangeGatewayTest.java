package dev.mayfly.orchestrator.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.orchestrator.S3Stub;
import dev.mayfly.orchestrator.run.LogStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** A step's log is somebody else's document: whatever it is, a run ends. */
class S3ExchangeGatewayTest {
    private static final String LOG = "/state/logs/j-1/steps/s-1/stderr.gz";
    private final S3Stub s3 = new S3Stub();
    private final S3Client client = s3.client();
    private final S3ExchangeGateway exchange = new S3ExchangeGateway(client, client, "state");

    S3ExchangeGatewayTest() throws IOException {}

    @AfterEach
    void stop() {
        client.close();
        s3.close();
    }

    @Test
    void readsALog() throws IOException {
        s3.tell(LOG, 200, gzipped("ERROR a word\nERROR java.lang.OutOfMemoryError: Java heap space\n", 1));
        assertThat(found().log().likelyCause()).startsWith("it ran out of memory");
        assertThat(found().log().excerpt()).hasSize(2);
    }

    @Test
    void waitsForALogThatIsNotThereOrMayNotBeReadYet() {
        assertThat(exchange.log("j-1", "s-1")).isEqualTo(new LogStatus.NotYet());
        s3.tell(LOG, 403, new byte[0]);
        assertThat(exchange.log("j-1", "s-1")).isEqualTo(new LogStatus.NotYet());
        s3.tell(LOG, 500, new byte[0]);
        assertThat(exchange.log("j-1", "s-1")).isEqualTo(new LogStatus.NotYet());
    }

    @Test
    void tellsThatALogCannotBeUnpacked() {
        s3.tell(LOG, 200, "no gzip at all".getBytes(UTF_8));
        assertThat(found().log().excerpt()).containsExactly("(the log cannot be unpacked: Not in GZIP format)");
        assertThat(found().log().likelyCause()).isEmpty();
        s3.tell(LOG, 200, new byte[0]);
        assertThat(found().log().excerpt()).singleElement().asString().startsWith("(the log cannot be unpacked");
    }

    @Test
    void takesWhatThereIsOfALogThatWasCutOff() throws IOException {
        byte[] whole =
                gzipped("26/11/23 12:10:02 ERROR Executor: java.lang.OutOfMemoryError: Java heap space\n", 50_000);
        s3.tell(LOG, 200, Arrays.copyOf(whole, whole.length / 2));
        assertThat(found().log().likelyCause()).startsWith("it ran out of memory");
        assertThat(found().log().excerpt()).hasSize(20);
    }

    @Test
    void needsLittleMemoryForALogThatUnpacksToVeryMuch() throws IOException {
        s3.tell(LOG, 200, gzipped("x".repeat(1 << 20), 200));
        assertThat(found().log().excerpt()).singleElement().asString().hasSize(501);
    }

    private LogStatus.Found found() {
        return (LogStatus.Found) exchange.log("j-1", "s-1");
    }

    private static byte[] gzipped(String text, int times) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                out.write(text.getBytes(UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
