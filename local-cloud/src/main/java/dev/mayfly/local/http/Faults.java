package dev.mayfly.local.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What goes wrong on purpose: each fault waits for the next matching requests, hits the number of them it was given, and is gone. */
public final class Faults {
    private final List<Armed> armed = new ArrayList<>();

    /** What happens to a request. */
    public sealed interface Fault {
        /** The service refuses before any effect. */
        record Refuse(AwsError error) implements Fault {}

        /** The effect happens, the answer is an HTTP 500. */
        record FailAfterEffect() implements Fault {}

        /** The effect happens, the connection is closed without an answer. */
        record LoseResponse() implements Fault {}

        /** The request waits before it is served. */
        record Delay(Duration duration) implements Fault {}
    }

    private static final class Armed {
        private final String service;
        private final String operation;
        private final Fault fault;
        private int left;

        Armed(String service, String operation, Fault fault, int times) {
            this.service = service;
            this.operation = operation;
            this.fault = fault;
            this.left = times;
        }
    }

    /** Arms a fault for the next {@code times} requests of an operation ({@code *} for any) of a service, by signing name. */
    public synchronized void arm(String service, String operation, int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("times is " + times + "; a fault hits at least one request");
        }
        armed.add(new Armed(service, operation, fault, times));
    }

    /** Disarms everything. */
    public synchronized void clear() {
        armed.clear();
    }

    /** The fault for this request, if any; it counts as having hit. */
    synchronized Optional<Fault> next(String service, String operation) {
        Iterator<Armed> each = armed.iterator();
        while (each.hasNext()) {
            Armed candidate = each.next();
            if (candidate.service.equals(service)
                    && (candidate.operation.equals("*") || candidate.operation.equals(operation))) {
                candidate.left--;
                if (candidate.left == 0) {
                    each.remove();
                }
                return Optional.of(candidate.fault);
            }
        }
        return Optional.empty();
    }
}
