package dev.mayfly.local.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer on the wire, with what faults do to them. */
final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private final HttpServletRequest in;
    private final HttpServletResponse out;
    private Optional<RequestLog.Ticket> ticket = Optional.empty();

    HttpExchange(HttpServletRequest in, HttpServletResponse out) {
        this.in = in;
        this.out = out;
    }

    void keep(RequestLog.Ticket ticket) {
        this.ticket = Optional.of(ticket);
    }

    AwsRequest request(boolean withBody) throws IOException {
        Map<String, String> headers = new HashMap<>();
        Collections.list(in.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), in.getHeader(name)));
        String query = in.getQueryString() == null ? "" : in.getQueryString();
        byte[] body = withBody ? in.getInputStream().readAllBytes() : new byte[0];
        return new AwsRequest(in.getMethod(), in.getRequestURI(), query, headers, body);
    }

    /** The target's name, the query protocol's Action, or the method and path where the protocol has neither. */
    static String operation(AwsRequest request) {
        return request.operation()
                .or(() -> Optional.ofNullable(FormParameters.of(request).get("Action")))
                .orElse(request.method() + " " + request.path());
    }

    static void delay(Faults.Fault fault) {
        if (fault instanceof Faults.Fault.Delay delay) {
            try {
                Thread.sleep(delay.duration().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void answer(AwsService service, AwsRequest request, Optional<Faults.Fault> fault) throws IOException {
        AwsResponse response = answerOf(service, request);
        if (fault.isPresent() && fault.get() instanceof Faults.Fault.LoseResponse) {
            lose();
        } else if (fault.isPresent() && fault.get() instanceof Faults.Fault.FailAfterEffect) {
            refuse(afterEffect());
        } else {
            write(response);
        }
    }

    void stream(HttpServlet servlet, Optional<Faults.Fault> fault) throws ServletException, IOException {
        boolean swallow = fault.isPresent() && !(fault.get() instanceof Faults.Fault.Delay);
        servlet.service(in, swallow ? new DiscardedResponse(out) : out);
        readToItsEnd();
        if (swallow && fault.get() instanceof Faults.Fault.LoseResponse) {
            lose();
        } else if (swallow) {
            out.reset();
            refuse(afterEffect());
        } else {
            ticket.ifPresent(t -> t.answered(out.getStatus()));
        }
    }

    /** The JSON and the XML protocols' clients both find the code in a body of the kind that they sent. */
    void refuse(AwsError error) throws IOException {
        readToItsEnd();
        String sent = in.getContentType() == null ? "" : in.getContentType();
        if (sent.contains("json")) {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("__type", error.code()).put("message", error.getMessage());
            write(new AwsResponse(
                    error.status(),
                    Map.of("content-type", sent, "x-amzn-errortype", error.code()),
                    SdkJson.bytes(body)));
        } else {
            write(Xml.error(error));
        }
    }

    /**
     * What nobody has read of a body, be it refused or the end of its last chunk, breaks the connection under whoever writes to it
     * next; S3 reads to the end.
     */
    private void readToItsEnd() throws IOException {
        in.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    private AwsResponse answerOf(AwsService service, AwsRequest request) throws IOException {
        try {
            return service.handle(request);
        } catch (RuntimeException e) {
            LOG.error("{} failed to answer {}", service.signingName(), operation(request), e);
            refuse(new AwsError(500, "InternalFailure", e.toString()));
            throw e;
        }
    }

    private void write(AwsResponse response) throws IOException {
        ticket.ifPresent(t -> t.answered(response.status()));
        out.setStatus(response.status());
        response.headers().forEach(out::setHeader);
        out.setContentLength(response.body().length);
        out.getOutputStream().write(response.body());
    }

    private static AwsError afterEffect() {
        return new AwsError(500, "InternalFailure", "An internal error occurred (on purpose, after the effect).");
    }

    private void lose() {
        ServletContextRequest.getServletContextRequest(in)
                .getConnectionMetaData()
                .getConnection()
                .close();
    }
}
