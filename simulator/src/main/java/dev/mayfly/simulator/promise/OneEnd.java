package dev.mayfly.simulator.promise;

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
    public void noticed(String key) {
        int slash = key.lastIndexOf('/');
        if (slash > 0) {
            String end = key.substring(slash);
            String before = ends.putIfAbsent(key.substring(0, slash), end);
            if (before != null && !before.equals(end)) {
                verdicts.broken("one end", key + " was told after " + before);
            }
        }
    }
}
