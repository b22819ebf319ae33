package dev.mayfly.simulator.fault;

import java.util.SplittableRandom;

/** How long calls take: mostly tens of milliseconds, and some so long that much else happens meanwhile. */
public record Latency(int slowInTenThousand, long slowestMillis) {
    private static final int TEN_THOUSAND = 10_000;
    private static final int USUAL_MILLIS = 60;

    /** Nothing is slow. */
    public static final Latency STEADY = new Latency(0, 1);

    long millis(SplittableRandom random) {
        return random.nextInt(TEN_THOUSAND) < slowInTenThousand
                ? random.nextLong(slowestMillis)
                : 5 + random.nextInt(USUAL_MILLIS);
    }
}
