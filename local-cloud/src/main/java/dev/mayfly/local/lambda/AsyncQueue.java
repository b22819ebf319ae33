package dev.mayfly.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayfly.local.http.SdkJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asynchronous invocations, each a file until it has succeeded or was given up: at least once, also over a restart. */
final class AsyncQueue implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AsyncQueue.class);

    private final FunctionHost host;
    private final Path folder;
    private final LambdaSettings settings;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor threads;
    private volatile boolean closed;

    private final AtomicInteger unfinished = new AtomicInteger();

    private record Waiting(String requestId, byte[] payload, Instant acceptedAt, int failures) {}

    AsyncQueue(FunctionHost host, Path folder, LambdaSettings settings, Clock clock) {
        this.host = host;
        this.folder = folder;
        this.settings = settings;
        this.clock = clock;
        this.threads = new ScheduledThreadPoolExecutor(settings.environments(), task -> {
            Thread thread = new Thread(task, "lambda-async-" + host.function().name());
            thread.setDaemon(true);
            return thread;
        });
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        left().forEach(this::accept);
    }

    void add(Invocation invocation) {
        Waiting waiting = new Waiting(invocation.requestId(), invocation.payload(), clock.instant(), 0);
        save(waiting);
        accept(waiting);
    }

    private void accept(Waiting waiting) {
        unfinished.incrementAndGet();
        schedule(waiting, 0, Duration.ZERO);
    }

    /** How many invocations were accepted and are neither done nor given up. */
    int unfinished() {
        return unfinished.get();
    }

    private void schedule(Waiting waiting, int throttled, Duration delay) {
        // What goes wrong is dealt with in the attempt itself.
        var unused = threads.schedule(() -> attempt(waiting, throttled), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void attempt(Waiting waiting, int throttled) {
        try {
            Optional<Outcome> outcome = host.tryInvoke(new Invocation(waiting.requestId(), waiting.payload()))
                    .map(FunctionHost.Completed::outcome);
            if (outcome.isEmpty()) {
                throttled(waiting, throttled + 1);
            } else if (outcome.get() instanceof Outcome.Answered) {
                finished(waiting);
            } else if (!closed) {
                failed(waiting, outcome.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.error(
                        "asynchronous invocation {} of {}",
                        waiting.requestId(),
                        host.function().name(),
                        e);
                // Lambda returns an event to its queue after an error of its own as after throttling.
                schedule(waiting, throttled + 1, settings.throttleDelay(throttled + 1));
            }
        }
    }

    /** Waits outside of the function's environments, so that whoever calls the function and waits is served between. */
    private void throttled(Waiting waiting, int times) throws IOException {
        Duration delay = settings.throttleDelay(times);
        if (tooOld(waiting, delay)) {
            LOG.warn(
                    "{} gave up on {}: throttled until it was too old",
                    host.function().name(),
                    waiting.requestId());
            finished(waiting);
        } else if (!closed) {
            schedule(waiting, times, delay);
        }
    }

    private boolean tooOld(Waiting waiting, Duration delay) {
        return clock.instant()
                .plus(delay)
                .isAfter(waiting.acceptedAt().plus(host.function().asyncMaxAge()));
    }

    private void finished(Waiting waiting) throws IOException {
        Files.deleteIfExists(file(waiting));
        unfinished.decrementAndGet();
    }

    private void failed(Waiting waiting, Outcome outcome) throws IOException {
        Waiting again =
                new Waiting(waiting.requestId(), waiting.payload(), waiting.acceptedAt(), waiting.failures() + 1);
        Duration delay = settings.retryDelay().multipliedBy(again.failures());
        String error = new String(outcome.payload(), UTF_8);
        if (tooOld(waiting, delay) || again.failures() > host.function().asyncRetries()) {
            LOG.warn(
                    "{} gave up on {} after {} failures: {}",
                    host.function().name(),
                    waiting.requestId(),
                    again.failures(),
                    error);
            finished(waiting);
        } else {
            LOG.warn("{} failed on {}, again in {}: {}", host.function().name(), waiting.requestId(), delay, error);
            save(again);
            schedule(again, 0, delay);
        }
    }

    private Path file(Waiting waiting) {
        return folder.resolve(waiting.requestId() + ".json");
    }

    private void save(Waiting waiting) {
        byte[] json = SdkJson.bytes(JsonNodeFactory.instance
                .objectNode()
                .put("requestId", waiting.requestId())
                .put("payload", Base64.getEncoder().encodeToString(waiting.payload()))
                .put("acceptedAt", waiting.acceptedAt().toString())
                .put("failures", waiting.failures()));
        Path target = file(waiting);
        try {
            Path whole = Files.write(target.resolveSibling(target.getFileName() + ".new"), json);
            Files.move(whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Waiting> left() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(AsyncQueue::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Waiting read(Path file) {
        try {
            JsonNode json = SdkJson.tree(Files.readAllBytes(file));
            return new Waiting(
                    json.path("requestId").textValue(),
                    Base64.getDecoder().decode(json.path("payload").textValue()),
                    Instant.parse(json.path("acceptedAt").textValue()),
                    json.path("failures").intValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            // Nothing is written to its folder any more when this returns.
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{}: an asynchronous invocation did not stop in time",
                        host.function().name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
