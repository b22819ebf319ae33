package dev.mayfly.orchestrator.command;

import java.time.Duration;

/** Lets time pass, on whatever clock rules here. */
public interface Sleeper {
    /** Comes back after a while. */
    void of(Duration time);
}
