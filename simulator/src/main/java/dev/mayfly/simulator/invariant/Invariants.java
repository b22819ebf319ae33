package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.InvariantChecker;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** All that is promised, as checkers of one history. */
public record Invariants(
        Duration maxDuration,
        Duration launchDeadline,
        Duration window,
        Duration grace,
        Duration quiet,
        Duration maxWait,
        Duration untilPutRight,
        String perRun,
        String perDay) {
    private static final BigDecimal AMPLE_RUN = new BigDecimal("2");
    private static final BigDecimal AMPLE_DAY = new BigDecimal("10");
    /** So long an invocation may take, and die and leave it to the next, from what it is shown to the launch. */
    private static final Duration TO_DECIDE = Duration.ofMinutes(5);

    /** Has the promises watch an account. */
    public Violations watch(Account account, BooleanSupplier controlPlaneActs) {
        Violations verdicts = new Violations(account);
        Duration beforeDeadline = launchDeadline.plus(maxDuration);
        Attempts attempts = new Attempts(account);
        boolean ample =
                new BigDecimal(perRun).compareTo(AMPLE_RUN) >= 0 && new BigDecimal(perDay).compareTo(AMPLE_DAY) >= 0;
        List<InvariantChecker> checkers = List.of(
                attempts,
                new ClimbsTheLadder(account, verdicts, attempts, ample, beforeDeadline.minus(TO_DECIDE)),
                new NamesTheCause(verdicts, attempts),
                new StaysTerminated(account, verdicts, beforeDeadline, launchDeadline),
                new SingleActiveDriver(verdicts),
                new AtMostThreeLaunches(account, verdicts),
                new EndsInTime(account, verdicts, beforeDeadline, controlPlaneActs),
                new PublishedIsVerified(account, verdicts),
                new WithinBudget(account, verdicts, new BigDecimal(perRun), new BigDecimal(perDay)),
                new TerminatesOwnClustersOnly(account, verdicts, maxDuration),
                new WaitsBeforeItRevokes(account, verdicts, beforeDeadline, window),
                new NoLostUpdate(verdicts),
                new KeepsReadableOutput(account, verdicts, grace),
                new SingleOutcome(verdicts),
                new OneLaunchRequest(verdicts),
                new NotifiedOutputIsVisible(account, verdicts),
                new StaysRolledBack(account, verdicts),
                new StaysStopped(account, verdicts, beforeDeadline),
                new WaitsForQuiet(account, verdicts, quiet, maxWait, beforeDeadline),
                new WithinReservation(account, verdicts),
                new ArrivalStartsRun(account, verdicts),
                new EveryRunIsNotified(verdicts),
                new PublishedEventIsSent(account, verdicts),
                new DriftIsRepaired(account, verdicts, untilPutRight, controlPlaneActs));
        account.checkers().addAll(checkers);
        return verdicts;
    }
}
