package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Account;
import dev.mayfly.simulator.cloud.Witness;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** All that is promised, as witnesses of one history. */
public record Promises(
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
    public Verdicts watch(Account account, BooleanSupplier controlPlaneActs) {
        Verdicts verdicts = new Verdicts(account);
        Duration beforeDeadline = launchDeadline.plus(maxDuration);
        Attempts attempts = new Attempts(account);
        boolean ample =
                new BigDecimal(perRun).compareTo(AMPLE_RUN) >= 0 && new BigDecimal(perDay).compareTo(AMPLE_DAY) >= 0;
        List<Witness> witnesses = List.of(
                attempts,
                new ClimbsTheLadder(
                        verdicts, attempts, account.habits().capacity(), ample, beforeDeadline.minus(TO_DECIDE)),
                new NamesTheCause(verdicts, attempts),
                new StaysTerminated(account, verdicts, beforeDeadline, launchDeadline),
                new OneWorker(verdicts),
                new ThreeLaunches(account, verdicts),
                new EndsInTime(account, verdicts, beforeDeadline, controlPlaneActs),
                new PublishedIsVerified(account, verdicts),
                new WithinBudget(account, verdicts, new BigDecimal(perRun), new BigDecimal(perDay)),
                new StopsOnlyWhatItShould(account, verdicts, maxDuration),
                new WaitsBeforeItRevokes(account, verdicts, beforeDeadline, window),
                new HeadOnlyGrows(verdicts),
                new LeavesWhatMayBeRead(account, verdicts, grace),
                new OneEnd(verdicts),
                new OneRequest(verdicts),
                new ToldIsShown(account, verdicts),
                new StaysRolledBack(account, verdicts),
                new StaysStopped(account, verdicts, beforeDeadline),
                new WaitsForQuiet(account, verdicts, quiet, maxWait, beforeDeadline),
                new WithinReservation(account, verdicts),
                new StartsByItself(account, verdicts),
                new TellsOfEveryRun(verdicts),
                new PutsOnTheBus(account, verdicts),
                new PutRight(account, verdicts, untilPutRight, controlPlaneActs));
        account.witnesses().addAll(witnesses);
        return verdicts;
    }
}
