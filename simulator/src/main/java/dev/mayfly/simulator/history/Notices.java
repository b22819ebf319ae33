package dev.mayfly.simulator.history;

import dev.mayfly.simulator.cloud.Notice;
import dev.mayfly.simulator.cloud.Witness;
import java.util.ArrayList;
import java.util.List;

/** Remembers every notice that was sent, again and again where it was sent again. */
final class Notices implements Witness {
    private final List<String> keys = new ArrayList<>();

    @Override
    public void noticed(Notice notice) {
        keys.add(notice.key());
    }

    List<String> all() {
        return List.copyOf(keys);
    }
}
