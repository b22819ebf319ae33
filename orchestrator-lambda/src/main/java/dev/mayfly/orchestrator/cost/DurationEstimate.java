package dev.mayfly.orchestrator.cost;

import java.time.Duration;

/**
 * How long a cluster will probably live for so much input: EMR's usual time to start and to let go, and in between what the
 * job took to read, sort and write on two cores, spread over the cores there are. An estimate, by which nothing is decided.
 */
public final class DurationEstimate {
    private static final Duration START_AND_RELEASE = Duration.ofMinutes(9);
    /** Measured: 960 MB in 75 processor seconds, of which Spark's own start is 12. */
    private static final long BYTES_A_CORE_SECOND = 15_000_000;

    private static final Duration SPARK_START = Duration.ofSeconds(30);

    /** For the bytes of all files, and the cores of all executors. */
    public static Duration lifetime(long inputBytes, int cores) {
        return START_AND_RELEASE.plus(SPARK_START).plusSeconds(inputBytes / (BYTES_A_CORE_SECOND * Math.max(1, cores)));
    }

    private DurationEstimate() {}
}
