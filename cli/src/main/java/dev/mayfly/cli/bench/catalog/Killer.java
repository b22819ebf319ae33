package dev.mayfly.cli.bench.catalog;

import dev.mayfly.local.http.RequestLog;
import dev.mayfly.local.lambda.FunctionHost;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Kills the function while it works, whenever Glue was called so often as a seeded draw says: a call is in flight each time. */
final class Killer implements AutoCloseable {
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(2);
    private final FunctionHost function;
    private final RequestLog log;
    private final long[] thresholds;
    private final Thread thread = new Thread(this::watch, "bench-killer");
    private final AtomicInteger kills = new AtomicInteger();
    private volatile boolean over;

    private Killer(FunctionHost function, RequestLog log, long[] thresholds) {
        this.function = function;
        this.log = log;
        this.thresholds = thresholds;
    }

    /** So many kills, spread at random over so many calls. */
    static Killer start(FunctionHost function, RequestLog log, int kills, long calls, long seed) {
        long[] thresholds =
                new Random(seed).longs(kills, 1, Math.max(2, calls)).sorted().toArray();
        Killer killer = new Killer(function, log, thresholds);
        killer.thread.setDaemon(true);
        killer.thread.start();
        return killer;
    }

    int kills() {
        return kills.get();
    }

    private void watch() {
        while (!over && kills.get() < thresholds.length) {
            if (GlueCalls.of(log).all() >= thresholds[kills.get()] && function.killWorking() > 0) {
                kills.incrementAndGet();
                awaitAnother(GlueCalls.of(log).all());
            } else {
                LockSupport.parkNanos(GLANCE);
            }
        }
    }

    /** A process that was killed may be seen for a moment longer; it is not killed twice. */
    private void awaitAnother(long calls) {
        while (!over && GlueCalls.of(log).all() <= calls + 1) {
            LockSupport.parkNanos(GLANCE);
        }
    }

    @Override
    public void close() {
        over = true;
    }
}
