package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.cloud.InvariantChecker;
import dev.mayfly.simulator.cloud.Notice;
import java.util.ArrayList;
import java.util.List;

/** Remembers every notice that was sent, again and again where it was sent again. */
final class Notices implements InvariantChecker {
    private final List<String> keys = new ArrayList<>();

    @Override
    public void noticed(Notice notice) {
        keys.add(notice.key());
    }

    List<String> all() {
        return List.copyOf(keys);
    }
}
