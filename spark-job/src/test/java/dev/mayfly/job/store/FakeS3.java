package dev.mayfly.job.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;

/** Enough of S3 for conditional puts and reads, with answers that go wrong in the order that a test asks for. */
final class FakeS3 implements AutoCloseable {
    enum Fault {
        NONE,
        /** The object is stored, the answer is a 500. */
        STORED_BUT_500,
        /** Nothing is stored, the answer is a 500. */
        REFUSED_500,
        /** A rival's put is in flight. */
        CONFLICT_409
    }

    final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final HttpServer server;

    FakeS3(Fault... faults) throws IOException {
        this.faults.addAll(List.of(faults));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    PutIfAbsent store() {
        return new S3PutIfAbsent(client(), Duration.ofMillis(1));
    }

    FolderMarkers markers() {
        return FolderMarkers.on(client());
    }

    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(ApacheHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .forcePathStyle(true)
                .requestChecksumCalculation(
                        software.amazon.awssdk.core.checksums.RequestChecksumCalculation.WHEN_REQUIRED)
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("GET")) {
            byte[] there = objects.get(key);
            if (there == null) {
                reply(exchange, 404, error("NoSuchKey"));
            } else {
                reply(exchange, 200, there);
            }
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "HEAD" -> exchange.sendResponseHeaders(objects.containsKey(key) ? 200 : 404, -1);
            case "DELETE" -> {
                objects.remove(key);
                exchange.sendResponseHeaders(204, -1);
            }
            default -> put(exchange, key, body);
        }
        exchange.close();
    }

    private void put(HttpExchange exchange, String key, byte[] body) throws IOException {
        if (!"*".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            reply(exchange, 400, error("InvalidRequest"));
            return;
        }
        Fault fault;
        synchronized (faults) {
            fault = faults.isEmpty() ? Fault.NONE : faults.pop();
        }
        switch (fault) {
            case CONFLICT_409 -> reply(exchange, 409, error("ConditionalRequestConflict"));
            case REFUSED_500 -> reply(exchange, 500, error("InternalError"));
            case STORED_BUT_500 -> {
                objects.putIfAbsent(key, body);
                reply(exchange, 500, error("InternalError"));
            }
            case NONE -> {
                boolean created = objects.putIfAbsent(key, body) == null;
                reply(exchange, created ? 200 : 412, created ? new byte[0] : error("PreconditionFailed"));
            }
        }
    }

    private static byte[] error(String code) {
        return "<Error><Code>%s</Code></Error>".formatted(code).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
