package dev.mayfly.simulator.promise;

import dev.mayfly.simulator.cloud.Notice;
import dev.mayfly.simulator.cloud.Witness;
import java.util.HashMap;
import java.util.Map;

/** A run ends once, in one way, and people are told so. */
final class OneEnd implements Witness {
    private final Verdicts verdicts;
    private final Map<String, String> ends = new HashMap<>();

    OneEnd(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    @Override
    public void noticed(Notice notice) {
        String before = ends.putIfAbsent(notice.of(), notice.end());
        if (before != null && !before.equals(notice.end())) {
            verdicts.broken("one end", notice.key() + " was told after " + before);
        }
    }
}
