package dev.mayfly.local.http;

import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One loopback port for every service: the credential scope of a request says whose it is. */
public final class HttpEndpoint implements AutoCloseable {
    // A client that gets no processor for a while is no idle one, and an invocation may take as long as Lambda allows.
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(20);

    private final Map<String, AwsService> services = new ConcurrentHashMap<>();
    private final Map<String, HttpServlet> streams = new ConcurrentHashMap<>();
    private final RequestLog requests = new RequestLog();
    private final Faults faults = new Faults();
    private final Clock clock;
    private final Server server;
    private final ServerConnector connector;

    private HttpEndpoint(int port, Clock clock) {
        this.clock = clock;
        QueuedThreadPool threads = new QueuedThreadPool(64, 4);
        threads.setName("front");
        threads.setDaemon(true);
        server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // S3 keys may hold encoded slashes, empty segments and dots; the key is the path, byte by byte.
        http.setUriCompliance(UriCompliance.LEGACY);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        connector.setIdleTimeout(LONGEST_SILENCE.toMillis());
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        context.addServlet(new ServletHolder(new DispatchServlet(services, streams, requests, faults, clock)), "/*");
        server.setHandler(context);
    }

    /** Opens the port, 0 for any free one; services may come later. */
    public static HttpEndpoint open(int port, Clock clock) {
        HttpEndpoint front = new HttpEndpoint(port, clock);
        try {
            front.server.start();
        } catch (Exception e) {
            front.close();
            throw new IllegalStateException(
                    "cannot listen on 127.0.0.1:" + port + "; is another local cloud running? " + e.getMessage(), e);
        }
        return front;
    }

    /** Serves a service from now on. */
    public void serve(AwsService service) {
        services.put(service.signingName(), service);
    }

    /** Serves a service whose bodies are too large to be held. */
    public void serve(String signingName, HttpServlet streaming) {
        streams.put(signingName, streaming);
    }

    /** A request from inside, by one service to another; it is kept like any other. */
    public AwsResponse call(String signingName, AwsRequest request) {
        AwsService service = services.get(signingName);
        if (service == null) {
            throw new AwsError(404, "UnknownService", "The embedded cloud has no " + signingName);
        }
        RequestLog.Ticket ticket =
                requests.open(clock.instant(), signingName, HttpExchange.operation(request), request);
        AwsResponse response = service.handle(request);
        ticket.answered(response.status());
        return response;
    }

    /** The address for clients, by number: then the SDK does not put buckets into host names. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /** What was asked so far. */
    public RequestLog requests() {
        return requests;
    }

    /** The switches for what goes wrong. */
    public Faults faults() {
        return faults;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the front port did not stop: " + e.getMessage(), e);
        }
    }
}
