package dev.mayfly.local.http;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The newest requests that came through the front port, in the order in which they came; an entry is there before its client has the answer. */
public final class RequestLog {
    private static final int KEPT = 20_000;

    private final Deque<Ticket> entries = new ArrayDeque<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** One answered request; the body is kept for the services behind {@link AwsService} and empty for S3, whose bodies stream by. Status 0: not answered, or not yet. */
    public record Entry(Instant at, String service, String operation, int status, AwsRequest request) {}

    synchronized Ticket open(Instant at, String service, String operation, AwsRequest request) {
        if (entries.size() == KEPT) {
            entries.removeFirst();
        }
        counts.computeIfAbsent(service + " " + operation, unseen -> new LongAdder())
                .increment();
        Ticket ticket = new Ticket(at, service, operation, request);
        entries.addLast(ticket);
        return ticket;
    }

    /** A request that is being answered. */
    static final class Ticket {
        private final Instant at;
        private final String service;
        private final String operation;
        private final AwsRequest request;
        private volatile int status;

        Ticket(Instant at, String service, String operation, AwsRequest request) {
            this.at = at;
            this.service = service;
            this.operation = operation;
            this.request = request;
        }

        void answered(int status) {
            this.status = status;
        }

        private Entry entry() {
            return new Entry(at, service, operation, status, request);
        }
    }

    /** All that are kept. */
    public synchronized List<Entry> all() {
        return entries.stream().map(Ticket::entry).toList();
    }

    /** How many requests of an operation came so far, those included that are no longer kept. */
    public long count(String service, String operation) {
        LongAdder count = counts.get(service + " " + operation);
        return count == null ? 0 : count.sum();
    }

    /** Those of one operation; {@code service} is a signing name. */
    public List<Entry> of(String service, String operation) {
        return all().stream()
                .filter(e -> e.service().equals(service) && e.operation().equals(operation))
                .toList();
    }
}
