package dev.mayfly.local.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayfly.local.http.Xml;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Locale;
import java.util.UUID;

/** A response whose errors are S3's documents where a server would write a page. */
final class ErrorDocuments extends HttpServletResponseWrapper {
    ErrorDocuments(HttpServletResponse response) {
        super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
        sendError(status, "The request cannot be answered.");
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        String code = switch (status) {
            case 400 -> "InvalidRequest";
            case 403 -> "AccessDenied";
            case 404 -> "NoSuchKey";
            case 405 -> "MethodNotAllowed";
            case 412 -> "PreconditionFailed";
            case 501 -> "NotImplemented";
            case 503 -> "SlowDown";
            default -> "InternalError";
        };
        send(status, code, message);
    }

    void send(int status, String code, String message) throws IOException {
        if (isCommitted()) {
            return;
        }
        resetBuffer();
        setStatus(status);
        setContentType("application/xml");
        String document =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>%n<Error><Code>%s</Code><Message>%s</Message><RequestId>%s</RequestId></Error>"
                        .formatted(
                                code,
                                Xml.escape(message),
                                UUID.randomUUID().toString().toUpperCase(Locale.ROOT));
        getOutputStream().write(document.getBytes(UTF_8));
    }
}
