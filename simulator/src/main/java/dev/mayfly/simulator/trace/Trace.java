package dev.mayfly.simulator.trace;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All that happened in a history: as a hash always, as lines for a person where they are wanted. */
public final class Trace {
    private static final long PRIME = 0x100000001b3L;
    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private long hash = 0xcbf29ce484222325L;

    public Trace(boolean kept) {
        this.kept = kept;
    }

    /** Notes what happened; {@code what} and {@code detail} are the same for the same event in every process. */
    public void note(Duration at, String what, Supplier<String> detail) {
        String text = detail.get();
        mix(at.toMillis());
        mix(what.hashCode());
        mix(text.hashCode());
        if (kept) {
            long seconds = at.toSeconds();
            lines.add("%02d:%02d:%02d.%03d  %s %s"
                    .formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60, at.toMillisPart(), what, text));
        }
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    /** The history so far as a number. */
    public long hash() {
        return hash;
    }

    /** The history so far in lines. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
