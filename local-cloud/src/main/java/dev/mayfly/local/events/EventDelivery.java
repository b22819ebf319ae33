package dev.mayfly.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayfly.local.http.SdkJson;
import dev.mayfly.local.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to their targets at least once: what was taken is kept until a target took it, restarts included. */
final class EventDelivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);
    private static final long RETRY_MILLIS = 1_000;

    private final StateStore store;
    private final Map<String, String> pending;
    private final EventTargets targets;
    private final EventSettings settings;
    private final Random random;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "event-delivery");
        thread.setDaemon(true);
        return thread;
    });

    EventDelivery(StateStore store, EventTargets targets, EventSettings settings) {
        this.store = store;
        this.pending = store.map("pending");
        this.targets = targets;
        this.settings = settings;
        this.random = new Random(settings.seed());
        List.copyOf(pending.keySet()).forEach(key -> schedule(key, 0));
    }

    synchronized void take(String targetArn, byte[] payload) {
        boolean twice = random.nextDouble() < settings.duplicateShare();
        for (int copy = 0; copy < (twice ? 2 : 1); copy++) {
            ObjectNode delivery = JsonNodeFactory.instance.objectNode();
            delivery.put("target", targetArn).put("payload", new String(payload, StandardCharsets.UTF_8));
            String key = UUID.randomUUID().toString();
            pending.put(key, new String(SdkJson.bytes(delivery), StandardCharsets.UTF_8));
            long delay = settings.longestDelay().toMillis();
            schedule(key, delay == 0 ? 0 : random.nextLong(delay));
        }
        store.commit();
    }

    private void schedule(String key, long millis) {
        if (!worker.isShutdown()) {
            var unused = worker.schedule(() -> deliver(key), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void deliver(String key) {
        JsonNode delivery = SdkJson.tree(pending.get(key).getBytes(StandardCharsets.UTF_8));
        String target = delivery.get("target").textValue();
        try {
            targets.deliver(target, delivery.get("payload").textValue().getBytes(StandardCharsets.UTF_8));
            pending.remove(key);
            store.commit();
        } catch (RejectedExecutionException e) {
            // The function's host is closing; what is pending is delivered after the next start.
            LOG.debug("{} is closed", target);
        } catch (RuntimeException e) {
            LOG.warn("{} did not take an event and will get it again: {}", target, e.toString());
            schedule(key, RETRY_MILLIS);
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(30, TimeUnit.SECONDS)) {
                LOG.warn("a delivery was still under way at the end; it will come again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
