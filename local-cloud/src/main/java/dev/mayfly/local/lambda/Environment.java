package dev.mayfly.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One execution environment: a real process that works on one invocation at a time and dies when its time is over. */
final class Environment implements AutoCloseable {
    private final FunctionDefinition function;
    private final LambdaSettings settings;
    private final Clock clock;
    private final Path log;
    private final RuntimeApi api;
    private final Process process;
    private final CompletableFuture<Outcome> exit = new CompletableFuture<>();
    private volatile String working = "";
    private volatile boolean killed;

    Environment(FunctionDefinition function, LambdaSettings settings, EnvironmentProcess start, Path log, Clock clock) {
        this.function = function;
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.api = new RuntimeApi(function.arn());
        this.process = start.start(api.address(), log);
        var unused = process.onExit().thenAccept(ended -> exit.complete(exited(ended.exitValue())));
    }

    boolean alive() {
        return !killed && process.isAlive();
    }

    Path log() {
        return log;
    }

    Outcome run(Invocation invocation) throws InterruptedException {
        working = invocation.requestId();
        Optional<Outcome> startFailure = start();
        if (startFailure.isPresent()) {
            kill();
            return startFailure.get();
        }
        note("START RequestId: " + invocation.requestId() + " Version: $LATEST");
        Instant begin = clock.instant();
        CompletableFuture<Outcome> reported =
                api.offer(new Invocation.HandedOver(invocation, begin.plus(function.timeout())));
        Outcome outcome = await(
                        CompletableFuture.anyOf(reported, exit).thenApply(Outcome.class::cast), function.timeout())
                .orElseGet(this::timedOut);
        note("END RequestId: " + invocation.requestId());
        note("REPORT RequestId: %s\tDuration: %d ms\tMemory Size: %d MB"
                .formatted(
                        invocation.requestId(),
                        Duration.between(begin, clock.instant()).toMillis(),
                        function.memoryMegabytes()));
        return outcome;
    }

    private Optional<Outcome> start() throws InterruptedException {
        CompletableFuture<Optional<Outcome>> started =
                api.started().thenApply(failure -> failure.map(Outcome.class::cast));
        CompletableFuture<Optional<Outcome>> either =
                CompletableFuture.anyOf(started, exit.thenApply(Optional::of)).thenApply(Environment::optional);
        return await(either, settings.initLimit())
                .orElseGet(() -> Optional.of(Outcome.failed(
                        "Sandbox.Timedout",
                        "The runtime did not start within "
                                + settings.initLimit().toSeconds() + " seconds")));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Outcome> optional(Object either) {
        return (Optional<Outcome>) either;
    }

    private Duration limit(Duration normally) {
        return settings.debugPort().isPresent()
                ? Duration.ofDays(1)
                : MachineLoad.stretched(normally, settings.load().getAsDouble());
    }

    /** The load is looked at again when the time is over: a load average rises later than the load. */
    private <T> Optional<T> await(CompletableFuture<T> future, Duration normally) throws InterruptedException {
        long begin = System.nanoTime();
        Duration left = limit(normally);
        while (!left.isNegative()) {
            try {
                return Optional.of(future.get(left.toMillis() + 1, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                left = limit(normally).minusNanos(System.nanoTime() - begin);
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
        return Optional.empty();
    }

    private Outcome timedOut() {
        kill();
        String message = String.format(
                Locale.ROOT,
                "Task timed out after %.2f seconds",
                function.timeout().toMillis() / 1000.0);
        note(clock.instant() + " " + working + " " + message);
        return Outcome.failed("Sandbox.Timedout", "RequestId: " + working + " Error: " + message);
    }

    private Outcome exited(int status) {
        // 128 + n is how a process that signal n ended appears to its parent.
        String how = status == 137 ? "signal: killed" : "exit status " + status;
        return Outcome.failed(
                "Runtime.ExitError", "RequestId: " + working + " Error: Runtime exited with error: " + how);
    }

    private void note(String line) {
        try {
            Files.writeString(log, line + "\n", UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process as a lost machine does, in the middle of whatever it does. */
    void kill() {
        // The process may be seen alive for a moment after this.
        killed = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        api.close();
    }
}
