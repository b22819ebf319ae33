package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.util.List;

/**
 * Every duration and count that decisions depend on.
 *
 * @param window how long a cluster that may have been launched is looked for before its attempt is revoked
 * @param launchDeadline from the intent to a running step
 * @param deadMan how long after the absolute deadline the node powers itself off
 * @param release how long EMR may take to let a cluster go
 * @param retryAfter the waits before a retryable failure is tried again, in order
 * @param maxLaunches launches for one fingerprint without a person's word
 * @param actorLease how long an invocation may publish or announce before another takes over
 * @param logGrace how long a failed step's log is waited for after its cluster is gone
 * @param kept how many generations can be gone back to, the present one among them
 * @param auditAfter how long after a publication the catalog is compared with it
 * @param auditEvery how long after that again, as long as nothing else is published
 * @param grace how long output stays after no kept generation names it: longer than any query that began before
 */
public record RunPolicy(
        Duration window,
        Duration launchDeadline,
        Duration deadMan,
        Duration release,
        List<Duration> retryAfter,
        int maxLaunches,
        Duration actorLease,
        Duration logGrace,
        int kept,
        Duration grace,
        Duration auditAfter,
        Duration auditEvery) {
    /** The figures for AWS. */
    public static final RunPolicy STANDARD = new RunPolicy(
            Duration.ofMinutes(10),
            Duration.ofMinutes(20),
            Duration.ofMinutes(10),
            Duration.ofMinutes(5),
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(30)),
            3,
            Duration.ofSeconds(150),
            Duration.ofMinutes(10),
            10,
            Duration.ofDays(7),
            Duration.ofHours(1),
            Duration.ofDays(1));

    public RunPolicy {
        retryAfter = List.copyOf(retryAfter);
        for (Duration duration : List.of(
                window, launchDeadline, deadMan, release, actorLease, logGrace, grace, auditAfter, auditEvery)) {
            if (duration.isNegative()) {
                throw new IllegalArgumentException(
                        "a policy cannot wait %s: use a duration of zero or more".formatted(duration));
            }
        }
        if (kept < 2) {
            throw new IllegalArgumentException(
                    "a policy that keeps %d generations leaves none to go back to: keep 2 at least".formatted(kept));
        }
        if (maxLaunches < 1 || retryAfter.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one launch and one wait between launches");
        }
    }

    /** From the intent to the moment when the control plane ends the cluster, whatever it does. */
    public Duration untilAbsoluteDeadline(Duration maxDuration) {
        return launchDeadline.plus(maxDuration);
    }

    /** The longest that an attempt can be paid for. */
    public Duration longestBilled(Duration maxDuration) {
        return untilAbsoluteDeadline(maxDuration).plus(deadMan).plus(release);
    }

    /** The wait after this many launches. */
    public Duration waitAfter(int launches) {
        return retryAfter.get(Math.min(Math.max(launches, 1), retryAfter.size()) - 1);
    }
}
