package dev.mayfly.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** One deployed function: its code unpacked, its environments warm, never more of them at work than allowed. */
public final class FunctionHost implements AutoCloseable {
    private final LambdaSettings settings;
    private final Clock clock;
    private final Path folder;
    private final Path logs;
    private final URI endpoint;
    private final Map<Environment, Version> versions = new ConcurrentHashMap<>();
    private final Semaphore slots;
    private final Deque<Environment> idle = new ArrayDeque<>();
    private final Set<Environment> working = ConcurrentHashMap.newKeySet();
    private final AtomicLong invocations = new AtomicLong();
    private volatile Version current;
    private int environments;
    private int redeployments;
    private volatile boolean closed;

    /** What was deployed at one time, and how its processes are started. */
    private record Version(FunctionDefinition function, EnvironmentProcess start) {}

    FunctionHost(FunctionDefinition function, LambdaSettings settings, Path folder, URI endpoint, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.folder = folder;
        this.endpoint = endpoint;
        this.logs = folder.resolve("log");
        this.slots = new Semaphore(settings.environments(), true);
        this.current = version(function, "task");
        try {
            Files.createDirectories(logs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Version version(FunctionDefinition function, String task) {
        Path taskRoot = folder.resolve(task).toAbsolutePath();
        FunctionCode.unpack(function.zip(), taskRoot);
        return new Version(function, new EnvironmentProcess(function, settings, taskRoot, endpoint));
    }

    /** What was deployed last. */
    public FunctionDefinition function() {
        return current.function();
    }

    /** Deploys other code or settings: what is at work finishes as it began, whatever comes next finds the new version. */
    synchronized void redeploy(FunctionDefinition next) {
        redeployments++;
        current = version(next, "task-" + redeployments);
        idle.forEach(this::discard);
        idle.clear();
    }

    private void discard(Environment environment) {
        versions.remove(environment);
        environment.close();
    }

    /** What an invocation left behind: how it ended, and the end of its log. */
    record Completed(Outcome outcome, byte[] logTail) {}

    /** Runs at once, or not at all when every environment is busy. */
    Optional<Completed> tryInvoke(Invocation invocation) throws InterruptedException {
        return slots.tryAcquire() ? Optional.of(invokeInSlot(invocation)) : Optional.empty();
    }

    /** Waits for an environment, then runs. */
    Outcome invoke(Invocation invocation) throws InterruptedException {
        slots.acquire();
        return invokeInSlot(invocation).outcome();
    }

    private Completed invokeInSlot(Invocation invocation) throws InterruptedException {
        invocations.incrementAndGet();
        try {
            Environment environment = environment();
            LogTail tail = LogTail.startingAtTheEndOf(environment.log());
            try {
                Outcome outcome = environment.run(invocation);
                release(environment);
                return new Completed(outcome, tail.read());
            } catch (InterruptedException | RuntimeException e) {
                discard(environment);
                throw e;
            } finally {
                working.remove(environment);
            }
        } finally {
            slots.release();
        }
    }

    private synchronized Environment environment() {
        if (closed) {
            throw new IllegalStateException("function " + current.function().name() + " is closed");
        }
        Environment environment = idle.poll();
        while (environment != null && !environment.alive()) {
            discard(environment);
            environment = idle.poll();
        }
        if (environment == null) {
            environments++;
            String stream = clock.instant().toString().replace(':', '-') + "-" + environments + ".log";
            Version version = current;
            environment = new Environment(version.function(), settings, version.start(), logs.resolve(stream), clock);
            versions.put(environment, version);
        }
        working.add(environment);
        return environment;
    }

    private synchronized void release(Environment environment) {
        if (environment.alive() && !closed && current.equals(versions.get(environment))) {
            idle.push(environment);
        } else {
            discard(environment);
        }
    }

    /** How often it was invoked, as CloudWatch would count it. */
    public long invocations() {
        return invocations.get();
    }

    /** Kills every environment that works on an invocation now; says how many there were. */
    public int killWorking() {
        int killed = 0;
        for (Environment environment : working) {
            environment.kill();
            killed++;
        }
        return killed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Environment::close);
        idle.clear();
        working.forEach(Environment::kill);
    }
}
