package dev.mayfly.orchestrator.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The next attempt of a run whose last one came to nothing before a driver's claim: one rung down where capacity or a
 * bootstrap failed, within what is left of budget and deadline, and only after the last one is revoked.
 */
final class Relaunch {
    private static final int MOST_ATTEMPTS = 10;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    private final DecisionContext look;

    Relaunch(DecisionContext look) {
        this.look = look;
    }

    /** Nothing where the run is to end, as while somebody holds the dataset. */
    Optional<Decision> decide(Outcome outcome) {
        Optional<FailureReason> reason = outcome.reason().filter(Relaunch::handles);
        if (reason.isEmpty() || look.head().held().isPresent() || look.seen().claim() == ClaimStatus.DRIVER) {
            return Optional.empty();
        }
        Attempt last = look.run().attempt();
        Optional<FallbackLevel> next = next(reason.get(), last);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        FallbackLevel rung = next.get();
        Quote offer = look.seen().offers().on(rung);
        Admission admission =
                new Admission(look, look.run().budget(), look.run().committed());
        if (!withinLimits(reason.get(), last) || admission.refusal(offer).isPresent()) {
            return Optional.empty();
        }
        Instant when = last.goneAt().orElseThrow().plus(wait(reason.get(), last.number()));
        if (look.now().isBefore(when)) {
            return Optional.of(new Decision.Wait(
                    "launched again at %s: %s".formatted(when, reason.get().message())));
        }
        if (!revoked()) {
            return look.seen().answer() instanceof ActionResult.ClaimSettled
                    ? Optional.empty()
                    : Optional.of(new Decision.Act(new Action.Revoke()));
        }
        Attempt attempt = admission.attempt(look.run().id(), last.number() + 1, rung, (Quote.Priced) offer);
        return Optional.of(look.enter(
                look.run().withAttempt(attempt),
                new RunState.Launching(),
                "attempt %d on rung %s, since %s"
                        .formatted(attempt.number(), rung, reason.get().message()),
                new Action.Launch(false)));
    }

    /** Whether such an end is worth another attempt of the same run. */
    static boolean handles(FailureReason reason) {
        return reason.retryable()
                && switch (reason.code()) {
                    case NO_CAPACITY, QUOTA_EXCEEDED, BOOTSTRAP_FAILED, LAUNCH_LOST, LAUNCH_REFUSED -> true;
                    default -> false;
                };
    }

    /** Where to launch again; nothing where what was refused last is all that is left. */
    private Optional<FallbackLevel> next(FailureReason reason, Attempt last) {
        Quotes offers = look.seen().offers();
        return switch (reason.code()) {
            case NO_CAPACITY, BOOTSTRAP_FAILED -> offers.below(last.rung());
            case QUOTA_EXCEEDED -> smaller(offers, last);
            default -> Optional.of(last.rung());
        };
    }

    /** A quota is the region's: other types and subnets meet it as well. */
    private static Optional<FallbackLevel> smaller(Quotes offers, Attempt last) {
        boolean isSmaller = offers.on(FallbackLevel.SMALLER) instanceof Quote.Priced priced
                && !priced.template().equals(last.template());
        return isSmaller && last.rung() != FallbackLevel.SMALLER
                ? Optional.of(FallbackLevel.SMALLER)
                : Optional.empty();
    }

    /** The ladder is short, and what got no instances cost nothing: it may be climbed down to its end. */
    private boolean withinLimits(FailureReason reason, Attempt last) {
        Instant deadline = look.run()
                .startedAt()
                .plus(look.policy().untilAbsoluteDeadline(look.terms().maxDuration()));
        boolean launchLeft = reason.code() == FailureReason.Code.NO_CAPACITY
                || look.run().launches() < look.policy().maxLaunches();
        return launchLeft && last.number() < MOST_ATTEMPTS && look.now().isBefore(deadline);
    }

    private boolean revoked() {
        return look.seen().claim() == ClaimStatus.REVOKED
                || (look.seen().answer() instanceof ActionResult.ClaimSettled settled
                        && settled.driverOnCluster().isEmpty());
    }

    /** What EMR refused is sent again later and later, and not by every dataset at the same moment. */
    private Duration wait(FailureReason reason, int attempts) {
        if (reason.code() != FailureReason.Code.LAUNCH_REFUSED) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST_WAIT.multipliedBy(1L << Math.min(attempts - 1, 10));
        Duration capped = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        long jitter = Math.floorMod((look.run().id() + attempts).hashCode(), capped.toMillis());
        return capped.dividedBy(2).plusMillis(jitter);
    }
}
