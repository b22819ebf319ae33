package dev.mayfly.simulator.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.PriorityQueue;

/** A clock that moves only from one thing that is due to the next; what is due at the same moment happens in the order of asking. */
public final class VirtualTime extends Clock {
    private final PriorityQueue<Due> queue = new PriorityQueue<>();
    private final CooperativeScheduler lanes;
    private final long start;
    private long now;
    private long asked;

    private record Due(long at, long order, Runnable what) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(at, other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    public VirtualTime(Instant start, CooperativeScheduler lanes) {
        this.start = start.toEpochMilli();
        this.now = this.start;
        this.lanes = lanes;
    }

    /** Has something done after a while. */
    public void after(long millis, Runnable what) {
        queue.add(new Due(now + Math.max(millis, 0), asked++, what));
    }

    /** Has a task run after a while that may {@link #pause}. */
    public void taskAfter(long millis, Runnable task) {
        after(millis, () -> lanes.run(task));
    }

    /** Does the next thing that is due; false when there is none. */
    public boolean next() {
        Due due = queue.poll();
        if (due == null) {
            return false;
        }
        now = due.at();
        due.what().run();
        return true;
    }

    /** Lets the task whose turn it is wait, and everything else go on meanwhile. */
    public void pause(long millis) {
        long until = now + millis;
        Due next = queue.peek();
        if (next == null || next.at() > until) {
            now = until;
        } else {
            lanes.pause(back -> after(millis, back));
        }
    }

    /** The task whose turn it is. */
    public Optional<Runnable> current() {
        return lanes.current();
    }

    /** Ends every task that is still in the middle of something. */
    public void abandon() {
        lanes.abandon();
        queue.clear();
    }

    /** How long this history has lasted. */
    public Duration elapsed() {
        return Duration.ofMillis(now - start);
    }

    @Override
    public long millis() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("virtual time is in UTC, not in " + zone);
    }
}
