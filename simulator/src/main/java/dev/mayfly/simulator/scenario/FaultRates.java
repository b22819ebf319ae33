package dev.mayfly.simulator.scenario;

/** How much goes wrong in a story, and how late things come. */
record FaultRates(
        int faultsPerTenThousand,
        int spells,
        int slowPerTenThousand,
        int lostTicksPercent,
        int lostEventsPercent,
        int clusterTroublePercent,
        long latestLaunchMinutes,
        long oldestListingMinutes) {
    /** Nothing goes wrong by itself. */
    static final FaultRates NONE = new FaultRates(0, 0, 0, 0, 0, 0, 1, 1);

    /** Nothing goes wrong by itself, but what is made to go wrong may come late. */
    static final FaultRates SLOW = new FaultRates(0, 0, 0, 0, 0, 0, 12, 10);
}
