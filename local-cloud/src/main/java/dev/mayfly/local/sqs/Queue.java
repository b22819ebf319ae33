package dev.mayfly.local.sqs;

import dev.mayfly.local.state.StateStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;

/** One standard queue: a message is received at least once and stays until it is deleted or was received too often. */
final class Queue {
    private final QueueSettings settings;
    private final StateStore store;
    private final Map<String, String> kept;
    private final TreeMap<Long, QueuedMessage> messages = new TreeMap<>();
    private final BiConsumer<String, QueuedMessage> deadLetters;
    private final Clock clock;

    Queue(QueueSettings settings, StateStore store, BiConsumer<String, QueuedMessage> deadLetters, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.kept = store.map("messages:" + settings.name());
        this.deadLetters = deadLetters;
        this.clock = clock;
        kept.forEach((key, json) -> messages.put(Long.parseLong(key), QueuedMessage.of(json)));
    }

    QueueSettings settings() {
        return settings;
    }

    synchronized String send(String body, Duration delay) {
        Instant now = clock.instant();
        QueuedMessage message = QueuedMessage.sent(UUID.randomUUID().toString(), body, now, now.plus(delay));
        add(message);
        return message.id();
    }

    synchronized void add(QueuedMessage message) {
        save(messages.isEmpty() ? 0 : messages.lastKey() + 1, message);
        store.commit();
        notifyAll();
    }

    /** Waits for the first message as long polling does, by real time: what is waited for comes from other threads. */
    synchronized List<QueuedMessage> receive(int most, Duration visibility, Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        List<QueuedMessage> received = take(most, visibility);
        while (received.isEmpty() && deadline - System.nanoTime() > 0) {
            try {
                // A visibility timeout that runs out notifies nobody.
                wait(Math.max(1, Math.min(200, (deadline - System.nanoTime()) / 1_000_000)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return List.of();
            }
            received = take(most, visibility);
        }
        return received;
    }

    /** Deleting what is not there is no error, so that a delete may be sent twice. */
    synchronized void delete(String receipt) {
        find(receipt).ifPresent(number -> {
            messages.remove(number);
            kept.remove(key(number));
            store.commit();
        });
    }

    synchronized boolean changeVisibility(String receipt, Duration visibility) {
        Optional<Long> number = find(receipt);
        number.ifPresent(n -> {
            save(n, messages.get(n).visibleAgainAt(clock.instant().plus(visibility)));
            store.commit();
            notifyAll();
        });
        return number.isPresent();
    }

    synchronized void purge() {
        messages.clear();
        kept.clear();
        store.commit();
    }

    synchronized int visible() {
        Instant now = clock.instant();
        return (int) messages.values().stream()
                .filter(message -> !message.visibleAt().isAfter(now))
                .count();
    }

    synchronized int invisible() {
        return messages.size() - visible();
    }

    private List<QueuedMessage> take(int most, Duration visibility) {
        Instant now = clock.instant();
        List<QueuedMessage> taken = new ArrayList<>();
        for (Map.Entry<Long, QueuedMessage> entry : List.copyOf(messages.entrySet())) {
            QueuedMessage message = entry.getValue();
            if (taken.size() == most || message.visibleAt().isAfter(now)) {
                continue;
            }
            Optional<QueueSettings.Redrive> redrive =
                    settings.redrive().filter(r -> message.received() >= r.maxReceiveCount());
            if (redrive.isPresent()) {
                messages.remove(entry.getKey());
                kept.remove(key(entry.getKey()));
                deadLetters.accept(redrive.get().deadLetterArn(), message.deadAt(now));
            } else {
                QueuedMessage received = message.receivedAt(
                        now, now.plus(visibility), UUID.randomUUID().toString());
                save(entry.getKey(), received);
                taken.add(received);
            }
        }
        store.commit();
        return taken;
    }

    private Optional<Long> find(String receipt) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getValue().receipt().equals(Optional.of(receipt)))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void save(long number, QueuedMessage message) {
        messages.put(number, message);
        kept.put(key(number), message.json());
    }

    private static String key(long number) {
        return "%019d".formatted(number);
    }
}
