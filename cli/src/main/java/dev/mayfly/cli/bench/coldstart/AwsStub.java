package dev.mayfly.cli.bench.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** An AWS without clusters and without objects, which remembers what it was asked: an operation of EMR, or a listing of S3. */
final class AwsStub implements AutoCloseable {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final HttpServer server;

    AwsStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What was asked since the last time, in its order. */
    List<String> taken() {
        synchronized (calls) {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            URI uri = exchange.getRequestURI();
            boolean listing = String.valueOf(uri.getRawQuery()).contains("list-type=2");
            if (target != null) {
                calls.add(target.substring(target.indexOf('.') + 1));
                reply(exchange, 200, "application/x-amz-json-1.1", "{\"Clusters\":[]}");
            } else if (listing) {
                calls.add("ListObjectsV2 " + uri.getPath());
                reply(
                        exchange,
                        200,
                        "application/xml",
                        "<ListBucketResult><KeyCount>0</KeyCount><IsTruncated>false</IsTruncated></ListBucketResult>");
            } else {
                calls.add(exchange.getRequestMethod() + " " + uri.getPath());
                reply(exchange, 404, "application/xml", "<Error><Code>NoSuchKey</Code></Error>");
            }
        }
    }

    private static void reply(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
