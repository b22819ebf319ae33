package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.Cause;
import dev.mayfly.simulator.cloud.Cluster;
import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.util.EnumSet;
import java.util.Set;

/** Where EMR ended a cluster before its step ran, people are told so in EMR's own words. */
final class NamesTheCause implements InvariantChecker {
    private static final Set<Cause> OF_EMR = EnumSet.of(
            Cause.NO_CAPACITY,
            Cause.NO_ADDRESSES,
            Cause.QUOTA,
            Cause.INVALID,
            Cause.EMR_ERROR,
            Cause.BOOTSTRAP,
            Cause.PERSON);
    private static final Set<String> NOT_DONE = Set.of("FAILED", "CANCELLED");
    private final Violations verdicts;
    private final Attempts attempts;

    NamesTheCause(Violations verdicts, Attempts attempts) {
        this.verdicts = verdicts;
        this.attempts = attempts;
    }

    @Override
    public void noticed(Notice notice) {
        if (!NOT_DONE.contains(notice.end())) {
            return;
        }
        attempts.lastKnownGone(notice.of())
                .filter(last -> OF_EMR.contains(last.cause().orElseThrow()))
                .filter(last -> last.view().stepStarted().isEmpty() && !attempts.stoppedByAPerson(last))
                .filter(last -> !named(notice, last))
                .ifPresent(last -> verdicts.violated(
                        "names the cause",
                        "run %s ended for '%s', and people are told: %s"
                                .formatted(notice.of(), last.view().message(), notice.text())));
    }

    private static boolean named(Notice notice, Cluster last) {
        return notice.text().contains(last.view().code().orElseThrow().toString())
                && notice.text().contains(last.view().message());
    }
}
