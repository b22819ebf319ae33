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
    /** Has the promises watch an account. */
    public Verdicts watch(Account account, BooleanSupplier controlPlaneActs) {
        Verdicts verdicts = new Verdicts(account);
        Duration beforeDeadline = launchDeadline.plus(maxDuration);
        List<Witness> witnesses = List.of(
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
