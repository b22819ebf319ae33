package dev.mayfly.cli.bench.coldstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Lambda's Runtime API for one invocation, a tick: done when the runtime asks for a second one, which never comes. */
final class OneInvocation implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";
    private static final String TICK = "{\"tick\": true}";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CompletableFuture<String> done = new CompletableFuture<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Runnable atRestore;

    /** {@code atRestore} is run when an initialised process says that it may be snapshot. */
    OneInvocation(Runnable atRestore) {
        this.atRestore = atRestore;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(BASE, this::serve);
        server.setExecutor(threads);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The function's answer, once it waits for more. */
    CompletableFuture<String> done() {
        return done;
    }

    /** Nobody will ask any more. */
    void gone() {
        done.completeExceptionally(new IllegalStateException("the process ended before it answered"));
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(BASE.length());
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (path.equals("invocation/next")) {
            if (asked.getAndIncrement() == 0) {
                hand(exchange);
            } else {
                // Left without an answer: the process is measured while it waits, and then ended.
                done.complete(answer.join());
            }
            return;
        }
        if (path.equals("restore/next")) {
            atRestore.run();
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, -1);
            }
            return;
        }
        if (path.endsWith("/response")) {
            answer.complete(body);
        } else {
            done.completeExceptionally(new IllegalStateException("the function failed: " + body));
        }
        try (exchange) {
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private static void hand(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getResponseHeaders();
            headers.set("Lambda-Runtime-Aws-Request-Id", "8476a536-e9f4-11e8-9739-2dfe598c3fcd");
            headers.set(
                    "Lambda-Runtime-Deadline-Ms",
                    Long.toString(Instant.now().plus(LIMIT).toEpochMilli()));
            headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:000000000000:function:bench");
            headers.set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, TICK.length());
            exchange.getResponseBody().write(TICK.getBytes(UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
