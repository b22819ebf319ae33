package dev.mayfly.simulator.invariant;

import java.time.Duration;

/** A promise that was broken, when, and how. */
public record Violation(String promise, Duration at, String how) {
    @Override
    public String toString() {
        return "%s, after %d min %02d s: %s".formatted(promise, at.toMinutes(), at.toSecondsPart(), how);
    }
}
