package dev.mayfly.simulator.cloud;

import java.util.Optional;
import java.util.SplittableRandom;

/** What will become of a cluster if nobody ends it: how long each part takes, in milliseconds, and where it goes wrong. */
public record ClusterScript(
        long starting,
        long bootstrapping,
        long beforeStep,
        long beforeClaim,
        long work,
        long leaving,
        ClusterScript.FailureMode trouble) {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    /** Where a cluster goes wrong; each is something that EMR or Spark really do. */
    public enum FailureMode {
        NONE,
        NO_CAPACITY,
        NO_ADDRESSES,
        QUOTA,
        INVALID,
        EMR_ERROR,
        STUCK_STARTING,
        BOOTSTRAP_FAILS,
        STUCK_BOOTSTRAPPING,
        STEP_NEVER_STARTS,
        STEP_FAILS,
        STEP_FAILS_AFTER_CLAIM,
        DRIVER_HANGS,
        DRIVER_DIES_HALFWAY,
        ZOMBIE,
        NODE_LOST,
        STRAY_FILE,
        SHORT_FILE,
        MISSING_FILE,
        FAILS_AFTER_MANIFEST
    }

    /** Why a cluster in such trouble ends while it is starting. */
    Optional<Cause> endsStarting() {
        return switch (trouble) {
            case NO_CAPACITY -> Optional.of(Cause.NO_CAPACITY);
            case NO_ADDRESSES -> Optional.of(Cause.NO_ADDRESSES);
            case QUOTA -> Optional.of(Cause.QUOTA);
            case INVALID -> Optional.of(Cause.INVALID);
            case EMR_ERROR -> Optional.of(Cause.EMR_ERROR);
            default -> Optional.empty();
        };
    }

    /** A cluster that does what it should. */
    static ClusterScript healthy(SplittableRandom random) {
        return drawn(random, ClusterScript.FailureMode.NONE);
    }

    /** A cluster that goes wrong in this way. */
    static ClusterScript cursed(SplittableRandom random, ClusterScript.FailureMode trouble) {
        return drawn(random, trouble);
    }

    /** A cluster that goes wrong in {@code percent} of all cases. */
    static ClusterScript any(SplittableRandom random, int percent) {
        ClusterScript.FailureMode[] all = ClusterScript.FailureMode.values();
        return drawn(
                random,
                random.nextInt(100) < percent
                        ? all[1 + random.nextInt(all.length - 1)]
                        : ClusterScript.FailureMode.NONE);
    }

    private static ClusterScript drawn(SplittableRandom random, ClusterScript.FailureMode trouble) {
        long zombie = trouble == ClusterScript.FailureMode.ZOMBIE ? MINUTE * random.nextInt(1, 40) : 0;
        return new ClusterScript(
                between(random, 30 * SECOND, 3 * MINUTE),
                between(random, 20 * SECOND, 2 * MINUTE),
                between(random, SECOND, 30 * SECOND),
                between(random, SECOND, 10 * SECOND) + zombie,
                between(random, 30 * SECOND, 8 * MINUTE),
                between(random, 30 * SECOND, 4 * MINUTE),
                trouble);
    }

    private static long between(SplittableRandom random, long least, long most) {
        return random.nextLong(least, most);
    }
}
