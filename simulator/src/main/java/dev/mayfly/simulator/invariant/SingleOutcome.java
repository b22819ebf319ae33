package dev.mayfly.simulator.invariant;

import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.util.HashMap;
import java.util.Map;

/** A run ends once, in one way, and people are told so. */
final class SingleOutcome implements InvariantChecker {
    private final Violations verdicts;
    private final Map<String, String> ends = new HashMap<>();

    SingleOutcome(Violations verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void noticed(Notice notice) {
        String before = ends.putIfAbsent(notice.of(), notice.end());
        if (before != null && !before.equals(notice.end())) {
            verdicts.violated("one end", notice.key() + " was told after " + before);
        }
    }
}
