package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.invariant.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What is there after so long a time, whatever came to rest meanwhile: when clusters were made, which notices were sent, and
 * which attempts readers see.
 */
public record FinalState(
        List<Violation> violations,
        List<Duration> launches,
        List<String> notices,
        Set<String> attemptsShown,
        boolean presentFilesShown,
        boolean nothingAlive,
        List<String> lines) {}
