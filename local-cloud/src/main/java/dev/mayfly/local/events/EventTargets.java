package dev.mayfly.local.events;

/** Where rules lead. */
@FunctionalInterface
public interface EventTargets {
    /** Hands an event to a queue or function by ARN; an exception means that it must come again. */
    void deliver(String arn, byte[] payload);
}
