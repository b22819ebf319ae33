package dev.mayfly.local.front;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests that came through the front port, in the order in which they were answered. */
public final class RequestLog {
    private static final int KEPT = 20_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** One answered request; the body is kept for the services behind {@link AwsService} and empty for S3, whose bodies stream by. Status 0: the answer was lost on purpose. */
    public record Entry(Instant at, String service, String operation, int status, AwsRequest request) {}

    synchronized void add(Entry entry) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        entries.addLast(entry);
    }

    /** All that are kept. */
    public synchronized List<Entry> all() {
        return List.copyOf(entries);
    }

    /** Those of one operation; {@code service} is a signing name. */
    public List<Entry> of(String service, String operation) {
        return all().stream()
                .filter(e -> e.service().equals(service) && e.operation().equals(operation))
                .toList();
    }
}
