package dev.mayfly.local.events;

/** Where rules lead. */
public interface EventTargets {
    /** Hands an event to a queue or function by ARN; an exception means that it must come again. */
    void deliver(String arn, byte[] payload);

    /** How many events a target has accepted and not yet finished; 0 where it cannot tell. */
    int unfinished(String arn);
}
