package dev.mayfly.simulator.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Threads that take turns: at any moment one of them runs or the main loop does, never two. So code that calls and waits can
 * be stopped in the middle of a call while others go on, and the order is the same every time.
 */
public final class CooperativeScheduler {
    private final Semaphore main = new Semaphore(0);
    private final Deque<Turn> idle = new ArrayDeque<>();
    private final Set<Turn> busy = new LinkedHashSet<>();
    private Optional<Turn> running = Optional.empty();

    /** Thrown out of a pause whose history is over. */
    private static final class Abandoned extends Error {
        private Abandoned() {
            super("this history is over", null, false, false);
        }
    }

    private final class Turn implements Runnable {
        private final Semaphore turn = new Semaphore(0);
        private Runnable task = () -> {};
        private boolean abandoned;

        @Override
        public void run() {
            while (true) {
                turn.acquireUninterruptibly();
                try {
                    task.run();
                } catch (Abandoned over) {
                    task = () -> {};
                } finally {
                    abandoned = false;
                    busy.remove(this);
                    idle.push(this);
                    main.release();
                }
            }
        }

        private void pause() {
            main.release();
            turn.acquireUninterruptibly();
            if (abandoned) {
                throw new Abandoned();
            }
        }
    }

    /** Runs a task on a lane of its own until it ends or pauses. */
    void run(Runnable task) {
        Turn lane = idle.isEmpty() ? started() : idle.pop();
        lane.task = task;
        busy.add(lane);
        enter(lane);
    }

    private Turn started() {
        Turn lane = new Turn();
        Thread thread = new Thread(lane, "lane");
        thread.setDaemon(true);
        thread.start();
        return lane;
    }

    private void enter(Turn lane) {
        running = Optional.of(lane);
        lane.turn.release();
        main.acquireUninterruptibly();
        running = Optional.empty();
    }

    /** The task whose turn it is. */
    Optional<Runnable> current() {
        return running.map(lane -> lane.task);
    }

    /** Lets others have the turn; {@code later} is given what brings this task back. */
    void pause(java.util.function.Consumer<Runnable> later) {
        Turn lane = running.orElseThrow();
        later.accept(() -> enter(lane));
        lane.pause();
    }

    /** Ends every task that is still in the middle of something. */
    void abandon() {
        for (Turn lane : Set.copyOf(busy)) {
            lane.abandoned = true;
            enter(lane);
        }
    }
}
