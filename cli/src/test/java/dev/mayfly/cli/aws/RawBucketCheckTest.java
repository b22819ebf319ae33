package dev.mayfly.cli.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mayfly.cli.cloud.Clients;
import dev.mayfly.orchestrator.dataset.DatasetProblem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against S3's answers as its model describes them; the embedded cloud's S3 does not know this call. */
class RawBucketCheckTest {
    private static final String START = "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";

    @Test
    void aBucketThatTellsEventBridgeIsRight() throws Exception {
        assertThat(asked(200, START + "<EventBridgeConfiguration/></NotificationConfiguration>"))
                .isEmpty();
    }

    @Test
    void aBucketThatDoesNotIsNamedWithTheCommandThatPutsItRight() throws Exception {
        assertThat(asked(200, START + "</NotificationConfiguration>"))
                .singleElement()
                .asString()
                .contains("acme-uploads", "put-bucket-notification-configuration", "read them first");
    }

    @Test
    void aBucketThatMayNotBeAskedIsNoBucketThatIsRight() throws Exception {
        assertThat(asked(403, "<Error><Code>AccessDenied</Code><Message>no</Message></Error>"))
                .singleElement()
                .asString()
                .contains("AccessDenied", "s3:GetBucketNotification");
    }

    private static List<DatasetProblem> asked(int status, String answer) throws IOException {
        HttpServer s3 = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        s3.createContext("/", exchange -> {
            try (exchange) {
                boolean right = "notification".equals(exchange.getRequestURI().getQuery());
                byte[] body = answer.getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/xml");
                exchange.sendResponseHeaders(right ? status : 400, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        s3.start();
        try {
            return new RawBucketCheck(Clients.of(
                            URI.create("http://127.0.0.1:" + s3.getAddress().getPort())))
                    .problems("acme-uploads");
        } finally {
            s3.stop(0);
        }
    }
}
