package dev.mayfly.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/** Lambda's Runtime API (2018-06-01) for one environment: the runtime asks for the next invocation and reports how it went. */
final class RuntimeApi implements AutoCloseable {
    private static final String BASE = "/2018-06-01/runtime/";

    private final String functionArn;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "lambda-runtime-api");
        thread.setDaemon(true);
        return thread;
    });
    private final BlockingQueue<Invocation.HandedOver> next = new ArrayBlockingQueue<>(1);
    private final AtomicReference<Current> current = new AtomicReference<>();
    private final CompletableFuture<Optional<Outcome.Failed>> started = new CompletableFuture<>();

    private record Current(String requestId, CompletableFuture<Outcome> outcome) {}

    RuntimeApi(String functionArn) {
        this.functionArn = functionArn;
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

    /** Done when the runtime asks for its first invocation, or with the failure that it reported instead. */
    CompletableFuture<Optional<Outcome.Failed>> started() {
        return started;
    }

    CompletableFuture<Outcome> offer(Invocation.HandedOver handedOver) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        current.set(new Current(handedOver.invocation().requestId(), outcome));
        next.add(handedOver);
        return outcome;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(BASE.length());
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (path.equals("invocation/next")) {
                started.complete(Optional.empty());
                handOver(exchange, next.take());
            } else if (path.equals("init/error")) {
                started.complete(Optional.of(new Outcome.Failed(body)));
                reply(exchange, 202, "{\"status\":\"OK\"}");
            } else if (path.endsWith("/response")) {
                report(exchange, path, new Outcome.Answered(body));
            } else if (path.endsWith("/error")) {
                report(exchange, path, new Outcome.Failed(body));
            } else {
                reply(exchange, 404, "{\"errorType\":\"UnknownPath\",\"errorMessage\":\"" + path + "\"}");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOver(HttpExchange exchange, Invocation.HandedOver handed) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", handed.invocation().requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms", Long.toString(handed.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", functionArn);
        headers.set("Content-Type", "application/json");
        byte[] payload = handed.invocation().payload();
        exchange.sendResponseHeaders(200, payload.length == 0 ? -1 : payload.length);
        exchange.getResponseBody().write(payload);
    }

    private void report(HttpExchange exchange, String path, Outcome outcome) throws IOException {
        Current working = current.get();
        if (working == null || !path.startsWith("invocation/" + working.requestId() + "/")) {
            reply(exchange, 400, "{\"errorType\":\"InvalidRequestID\",\"errorMessage\":\"Invalid request ID\"}");
            return;
        }
        reply(exchange, 202, "{\"status\":\"OK\"}");
        working.outcome().complete(outcome);
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
